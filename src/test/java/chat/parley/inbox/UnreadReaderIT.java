package chat.parley.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.http.FailureLog;
import chat.parley.hub.Hub;
import chat.parley.room.OwnRooms;
import chat.parley.room.OwnRooms.OwnRoom;
import chat.parley.room.ReadMarks;
import chat.parley.roomlog.LogNode;
import chat.parley.roomlog.MemberWrite;
import chat.parley.roomlog.MessageWrite;
import chat.parley.roomlog.state.Actor;
import chat.parley.support.SharedServer;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Reads of unread states that complete in another order than they began. */
class UnreadReaderIT {

    private final LogNode node = new LogNode(SharedServer.H2.server());
    private final Scheduler thread = Schedulers.newSingle("unread-reader-test", true);
    private final OwnRooms rooms = node.server().bean(OwnRooms.class);
    private final Inboxes inboxes = new Inboxes(node.server().bean(Hub.class), room -> {
        throw new AssertionError("entered " + room);
    });
    private final UnreadReader reader =
            new UnreadReader(thread, rooms, inboxes, node.server().bean(FailureLog.class));
    private final BlockingQueue<UnreadUpdate> sent = new LinkedBlockingQueue<>();
    private Actor ada;
    private Actor bob;
    private String room;

    @BeforeEach
    void subscribe() {
        ada = node.actor("ada");
        bob = node.actor("bob");
        room = node.room(ada);
        node.write(room, MemberWrite.Membership.join(bob));
        for (int i = 0; i < 5; i++) {
            node.post(room, ada, "text");
        }
    }

    @AfterEach
    void stop() {
        thread.dispose();
    }

    @Test
    void readMarkOfAnOutdatedReadIsCorrected() throws InterruptedException {
        List<OwnRoom> outdated = read();
        node.server().bean(ReadMarks.class).mark(room, bob.id(), 4).block(LogNode.TIMEOUT);
        applyAsLast(outdated);
        awaitCurrentState();
    }

    @Test
    void countsOfAnOutdatedReadAreCorrected() throws InterruptedException {
        List<OwnRoom> outdated = read();
        node.write(room, new MessageWrite.Delete(ada, 3));
        applyAsLast(outdated);
        awaitCurrentState();
    }

    private List<OwnRoom> read() {
        return LogNode.await(
                rooms.withKeys(List.of(new OwnRooms.Key(room, bob.id()))).collectList());
    }

    /** Applies this read after a newer one. */
    private void applyAsLast(List<OwnRoom> outdated) {
        UnreadState current = UnreadState.of(read().get(0).membership());
        Mono.defer(() -> {
                    Inbox inbox = inboxes.open(bob.id(), bob.username(), new Bob().subscription);
                    inbox.put(room, current);
                    return reader.reconcile(inbox, outdated);
                })
                .subscribeOn(thread)
                .block(LogNode.TIMEOUT);
    }

    /** Waits until the newest update equals a fresh read. */
    private void awaitCurrentState() throws InterruptedException {
        UnreadUpdate expected = UnreadState.of(read().get(0).membership()).unread(room, null);
        UnreadUpdate last = null;
        while (!expected.equals(last)) {
            UnreadUpdate next = sent.poll(LogNode.TIMEOUT.toSeconds(), TimeUnit.SECONDS);
            assertThat(next).as("update after %s, before %s", last, expected).isNotNull();
            last = next;
        }
    }

    private final class Bob implements InboxSubscriber {

        private final InboxSubscription subscription = new InboxSubscription(this, ended -> {});

        Bob() {
            subscription.start();
        }

        @Override
        public Executor loop() {
            return Runnable::run;
        }

        @Override
        public String username() {
            return bob.username();
        }

        @Override
        public boolean isOpen(String id) {
            return false;
        }

        @Override
        public void updatesPending() {
            for (UnreadUpdate next = subscription.next(); next != null; next = subscription.next()) {
                sent.add(next);
            }
        }
    }
}
