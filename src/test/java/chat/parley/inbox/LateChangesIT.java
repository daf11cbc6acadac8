package chat.parley.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.support.Connection;
import chat.parley.support.Person;
import chat.parley.support.SharedServer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** Edits and deletions change unread counts, on each database; a subscription reports the same as a reload. */
@ParameterizedClass
@EnumSource(SharedServer.class)
class LateChangesIT {

    private final SharedServer node;
    private Person ann;
    private Person bob;
    private Connection ofBob;
    private String room;

    LateChangesIT(SharedServer node) {
        this.node = node;
    }

    @BeforeEach
    void watch() {
        ann = node.someone("ann");
        bob = node.someone("bob");
        room = ann.makeRoom(SharedServer.unique("late"));
        bob.join(room);
        ofBob = bob.connect();
        assertThat(ofBob.ask("type", "watch").path("type").asString()).isEqualTo("watching");
    }

    @AfterEach
    void hangUp() {
        ofBob.drop();
    }

    private void edit(int seq, String text) {
        ann.patch("/api/rooms/" + room + "/messages/" + seq, Map.of("text", text))
                .expect(200);
    }

    private void bobReads(int seq) {
        bob.put("/api/rooms/" + room + "/read", Map.of("seq", seq)).expect(204);
    }

    private List<JsonNode> news() {
        return ofBob.frames("unread").stream()
                .filter(frame -> frame.path("room").asString().equals(room))
                .toList();
    }

    /** Live state equals a reload: the newest frame and the room over HTTP agree. */
    private void awaitCounts(int unread, int mentions) {
        JsonNode now = bob.get("/api/rooms/" + room).json();
        assertThat(List.of(now.path("unread").asInt(), now.path("mentions").asInt()))
                .containsExactly(unread, mentions);
        ofBob.until(unread + " unread, " + mentions + " mentions", () -> {
            List<JsonNode> all = news();
            return !all.isEmpty()
                    && List.of("last_seq", "read_seq", "mentions", "deleted_unread").stream()
                            .allMatch(
                                    field -> all.get(all.size() - 1).path(field).equals(now.path(field)));
        });
    }

    private long notificationsOf(String text) {
        return news().stream()
                .filter(frame -> frame.path("message").path("text").asString("").equals(text))
                .count();
    }

    @Test
    void mentionAddedToAReadMessageCountsUntilTheRoomIsRead() {
        ann.say(room, "lunch?");
        bobReads(1);
        awaitCounts(0, 0);

        edit(1, "lunch, @" + bob.username() + "?");
        awaitCounts(0, 1);
        ofBob.until("the edit notifies", () -> notificationsOf("lunch, @" + bob.username() + "?") == 1);

        bobReads(1);
        awaitCounts(0, 0);

        edit(1, "lunch today, @" + bob.username() + "?");
        ann.say(room, "nothing");
        awaitCounts(1, 0);
        assertThat(notificationsOf("lunch today, @" + bob.username() + "?")).isZero();
    }

    @Test
    void removedLateMentionNoLongerCounts() {
        ann.say(room, "lunch?");
        bobReads(1);
        edit(1, "lunch, @" + bob.username() + "?");
        awaitCounts(0, 1);
        edit(1, "lunch?");
        awaitCounts(0, 0);
        edit(1, "lunch, @" + bob.username() + "?");
        awaitCounts(0, 1);
        ann.delete("/api/rooms/" + room + "/messages/1").expect(200);
        awaitCounts(0, 0);
    }

    @Test
    void lateMentionOfEverybodyCountsForReadersButNotForLaterMembers() {
        ann.say(room, "lunch?");
        bobReads(1);
        edit(1, "@here lunch?");
        awaitCounts(0, 1);
        Person cid = node.someone("cid").join(room);
        assertThat(cid.get("/api/rooms/" + room).json().path("mentions").asInt())
                .isZero();
        assertThat(ann.get("/api/rooms/" + room).json().path("mentions").asInt())
                .isZero();
    }

    @Test
    void postingMarksLateMentionsAsRead() {
        ann.say(room, "lunch?");
        bobReads(1);
        edit(1, "lunch, @" + bob.username() + "?");
        awaitCounts(0, 1);
        bob.say(room, "yes");
        awaitCounts(0, 0);
    }

    @Test
    void mentionReadAfterItsEditStaysRead() {
        ann.say(room, "lunch?");
        edit(1, "lunch, @" + bob.username() + "?");
        awaitCounts(1, 1);
        bobReads(1);
        awaitCounts(0, 0);
    }

    @Test
    void deletedUnreadMessageIsNotCounted() {
        ann.say(room, "one");
        ann.say(room, "two");
        ann.say(room, "three");
        awaitCounts(3, 0);
        ann.delete("/api/rooms/" + room + "/messages/2").expect(200);
        awaitCounts(2, 0);
        bobReads(2);
        awaitCounts(1, 0);
        ann.delete("/api/rooms/" + room + "/messages/3").expect(200);
        awaitCounts(0, 0);
        bob.put("/api/rooms/" + room + "/read", Map.of("seq", 0, "back", true)).expect(204);
        awaitCounts(1, 0);
    }

    @Test
    void postingLeavesNothingUnreadAfterDeletions() {
        ann.say(room, "one");
        ann.delete("/api/rooms/" + room + "/messages/1").expect(200);
        awaitCounts(0, 0);
        bob.say(room, "mine");
        awaitCounts(0, 0);
        ann.say(room, "another");
        awaitCounts(1, 0);
    }
}
