package chat.parley.faults;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.faults.Event.Acknowledged;
import chat.parley.faults.Event.Changed;
import chat.parley.faults.Event.Done;
import chat.parley.faults.Event.Edited;
import chat.parley.faults.Event.Marked;
import chat.parley.faults.Event.Mistaken;
import chat.parley.faults.Event.Opened;
import chat.parley.faults.Event.Sent;
import chat.parley.faults.Event.Uploaded;
import chat.parley.faults.Stored.File;
import chat.parley.faults.Stored.Mark;
import chat.parley.faults.Stored.Message;
import chat.parley.faults.Violation.Kind;
import chat.parley.faults.WebhookHistory.Delivery;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The checker finds nothing in a correct history, and finds each kind of violation in a history that has only this one.
 * In the correct history ann posts twice, the second time with a file, uploads another file, and edits; bob sees all of it; ben, who is removed and added again, sees what
 * he may; a webhook is sent everything after revision 2, the first page twice, because its receiver refused it once.
 */
class CheckerTest {

    private static final String ROOM = "room";

    private static final Row ROOM_ROW = new Row("room", 1, "{\"title\":\"Room\"}");
    private static final Row BEN_LEFT = member("ben", 5, false);
    private static final Row BEN_BACK = member("ben", 7, true);

    private static final Sent SENT = new Sent(ROOM, "n2", "two", List.of("posted"));

    private final List<Event> ann = new ArrayList<>(List.of(
            new Opened(ROOM, true, 0, 2, List.of(ROOM_ROW, member("ben", 2, true))),
            new Sent(ROOM, "n1", "one"),
            live(message(1, 3, "one")),
            new Acknowledged(ROOM, "n1", 1),
            new Uploaded(ROOM, "posted", "hash"),
            new Uploaded(ROOM, "unposted", "other"),
            SENT,
            new Acknowledged(ROOM, "n2", 2),
            live(message(2, 4, "two")),
            live(BEN_LEFT),
            new Edited(ROOM, 1, "uno"),
            live(message(1, 6, "uno")),
            new Done(ROOM, 1, false, 6),
            live(BEN_BACK),
            new Marked(ROOM, 2)));

    private final List<Event> bob = new ArrayList<>(List.of(
            new Opened(ROOM, true, 1, 3, List.of(ROOM_ROW, member("ben", 2, true), message(1, 3, "one"))),
            live(message(2, 4, "two")),
            new Changed(ROOM, 4, 7, List.of(message(1, 6, "uno"), BEN_BACK))));

    private final List<Event> ben = new ArrayList<>(List.of(
            new Opened(ROOM, true, 0, 2, List.of(ROOM_ROW, member("ben", 2, true))),
            live(message(1, 3, "one")),
            live(message(2, 4, "two")),
            live(BEN_LEFT),
            new Opened(ROOM, false, 2, 7, List.of(message(1, 6, "uno"), BEN_BACK, ROOM_ROW))));

    private final List<Delivery> sent = new ArrayList<>(List.of(
            delivery("room/4", 2, 4, false, message(1, 3, "one"), message(2, 4, "two")),
            delivery("room/4", 2, 4, true, message(1, 3, "one"), message(2, 4, "two")),
            delivery("room/7", 4, 7, true, message(1, 6, "uno"), BEN_BACK)));

    private final List<Message> messages =
            new ArrayList<>(List.of(new Message(1, 6, "ann", "n1", "uno", true), message(List.of("posted"))));

    private final List<File> files =
            new ArrayList<>(List.of(new File("posted", 2L, "hash"), new File("unposted", null, null)));

    private final List<Row> shown =
            new ArrayList<>(List.of(ROOM_ROW, message(1, 6, "uno"), message(2, 4, "two"), BEN_BACK));

    private final List<Mark> marks = new ArrayList<>(List.of(new Mark("ann", 2, 0), new Mark("bob", 1, 1)));

    @Test
    void correctHistoryHasNoViolations() {
        assertThat(check()).isEmpty();
    }

    @Test
    void acknowledgedMessageThatIsNotStoredIsLost() {
        ann.add(new Sent(ROOM, "n3", "three"));
        ann.add(new Acknowledged(ROOM, "n3", 3));

        assertFound(Kind.LOST);
    }

    @Test
    void acknowledgedMessageStoredUnderAnotherNumberIsLost() {
        replace(ann, new Acknowledged(ROOM, "n2", 2), new Acknowledged(ROOM, "n2", 4));

        assertFound(Kind.LOST);
    }

    @Test
    void acknowledgedMessageStoredWithAnotherTextIsLost() {
        replace(ann, SENT, new Sent(ROOM, "n2", "deux", List.of("posted")));

        assertFound(Kind.LOST);
    }

    @Test
    void acknowledgedEditThatIsNotStoredIsLost() {
        ann.add(new Done(ROOM, 2, false, 5));

        assertFound(Kind.LOST);
    }

    @Test
    void acknowledgedDeletionThatIsNotStoredIsLost() {
        ann.add(new Done(ROOM, 2, true, 4));

        assertFound(Kind.LOST);
    }

    @Test
    void acknowledgedReadMarkThatIsNotStoredIsLost() {
        bob.add(new Marked(ROOM, 2));

        assertFound(Kind.LOST);
    }

    @Test
    void nonceStoredTwiceIsDoubled() {
        messages.add(new Message(3, 7, "ann", "n2", "two", false, List.of("posted")));

        assertThat(kinds()).contains(Kind.DOUBLED);
    }

    @Test
    void textStoredUnderTwoNoncesIsDoubled() {
        ann.add(new Sent(ROOM, "n3", "two"));
        messages.add(new Message(3, 7, "ann", "n3", "two", false));

        assertThat(kinds()).contains(Kind.DOUBLED);
    }

    @Test
    void resendRefusedAsAnotherTextIsDoubled() {
        ann.add(new Mistaken(ROOM, "n2"));

        assertFound(Kind.DOUBLED);
    }

    @Test
    void messageThatNobodySentIsInvented() {
        ann.remove(new Sent(ROOM, "n1", "one"));
        ann.remove(new Acknowledged(ROOM, "n1", 1));

        assertFound(Kind.INVENTED);
    }

    @Test
    void editThatNobodyMadeIsInvented() {
        ann.remove(new Edited(ROOM, 1, "uno"));

        assertFound(Kind.INVENTED);
    }

    @Test
    void laterTextWithLowerNumberIsReordered() {
        ann.add(new Sent(ROOM, "n0", "zero"));
        ann.add(new Acknowledged(ROOM, "n0", 2));
        messages.set(1, new Message(2, 4, "ann", "n0", "zero", false));
        files.clear();
        ann.remove(new Acknowledged(ROOM, "n2", 2));
        ann.remove(SENT);
        ann.add(new Sent(ROOM, "late", "one"));
        ann.remove(new Sent(ROOM, "n1", "one"));
        ann.remove(new Acknowledged(ROOM, "n1", 1));
        ann.add(new Acknowledged(ROOM, "late", 1));
        messages.set(0, new Message(1, 6, "ann", "late", "uno", true));

        assertFound(Kind.REORDERED);
    }

    @Test
    void clientMovedToAnEarlierRevisionIsReordered() {
        bob.add(new Opened(ROOM, false, 2, 6, List.of()));
        bob.add(live(BEN_BACK));

        assertFound(Kind.REORDERED);
    }

    @Test
    void changeDeliveredTwiceIsReordered() {
        ann.add(live(BEN_BACK));

        assertFound(Kind.REORDERED);
    }

    @Test
    void changeOutsideItsRevisionRangeIsReordered() {
        replace(
                bob,
                new Changed(ROOM, 4, 7, List.of(message(1, 6, "uno"), BEN_BACK)),
                new Changed(ROOM, 4, 7, List.of(message(2, 4, "two"), message(1, 6, "uno"), BEN_BACK)));

        assertFound(Kind.REORDERED);
    }

    @Test
    void skippedMessageNumberIsMisnumbered() {
        messages.set(1, new Message(3, 4, "ann", "n2", "two", false, List.of("posted")));
        files.set(0, new File("posted", 3L, "hash"));

        assertThat(kinds()).contains(Kind.MISNUMBERED);
    }

    @Test
    void roomCounterBeyondItsMessagesIsMisnumbered() {
        assertThat(kinds(Checker.check(histories(), new Stored(ROOM, 3, 7, messages, shown, List.of(), files))))
                .containsExactly(Kind.MISNUMBERED);
    }

    @Test
    void revisionGivenTwiceIsMisnumbered() {
        replace(bob, live(message(2, 4, "two")), live(member("cid", 4, true)));

        assertThat(kinds()).contains(Kind.MISNUMBERED);
    }

    @Test
    void missingChangeIsAGap() {
        ann.remove(live(BEN_LEFT));

        assertFound(Kind.GAP);
    }

    @Test
    void noticeSharesTheRevisionThatItReports() {
        replace(ann, live(BEN_LEFT), new Changed(ROOM, 4, 5, List.of(BEN_LEFT, notice(5, "left"))));
        shown.add(notice(5, "left"));

        assertThat(check()).isEmpty();
    }

    @Test
    void changeThatIsOnlyKnownByItsNoticeIsNoGap() {
        replace(ann, live(BEN_LEFT), new Changed(ROOM, 4, 5, List.of(notice(5, "left"))));
        shown.add(notice(5, "left"));

        assertThat(kinds()).doesNotContain(Kind.GAP);
    }

    @Test
    void noticeThatTheServerDoesNotShowIsDisagreed() {
        replace(ann, live(BEN_LEFT), new Changed(ROOM, 4, 5, List.of(BEN_LEFT, notice(5, "left"))));
        shown.add(notice(5, "was removed"));

        assertThat(kinds()).contains(Kind.DISAGREED, Kind.STALE);
    }

    @Test
    void emptyChangeIsAGap() {
        replace(ann, live(BEN_LEFT), new Changed(ROOM, 4, 5, List.of()));

        assertThat(kinds()).contains(Kind.GAP);
    }

    @Test
    void differentStatesOfOneRevisionDisagree() {
        replace(bob, live(message(2, 4, "two")), live(message(2, 4, "deux")));

        assertThat(kinds()).contains(Kind.DISAGREED);
    }

    @Test
    void clientWithoutTheNewestChangeIsStale() {
        ann.remove(live(BEN_BACK));

        assertThat(kinds()).containsExactly(Kind.STALE);
    }

    @Test
    void clientStateThatDiffersFromAFreshReadIsStale() {
        replace(
                bob,
                new Changed(ROOM, 4, 7, List.of(message(1, 6, "uno"), BEN_BACK)),
                new Changed(ROOM, 4, 7, List.of(BEN_BACK)));

        assertFound(Kind.STALE);
    }

    @Test
    void clientWithAMessageMissingFromAFreshReadIsStale() {
        shown.remove(message(2, 4, "two"));

        assertFound(Kind.STALE);
    }

    @Test
    void wrongUnreadCountIsMiscounted() {
        marks.set(1, new Mark("bob", 1, 2));

        assertFound(Kind.MISCOUNTED);
    }

    @Test
    void changeDeliveredAfterRemovalIsOverheard() {
        ben.add(4, live(message(1, 6, "uno")));

        assertFound(Kind.OVERHEARD);
    }

    @Test
    void roomOpenedAfterRemovalIsOverheard() {
        ben.add(4, new Opened(ROOM, false, 2, 6, List.of(message(1, 6, "uno"))));

        assertFound(Kind.OVERHEARD);
    }

    @Test
    void pageWithoutTheRemovalIsAllowedAfterTheReturn() {
        ben.set(3, new Changed(ROOM, 4, 6, List.of(message(1, 6, "uno"))));
        ben.set(4, live(BEN_BACK));

        assertThat(check()).isEmpty();
    }

    @Test
    void pageThatContinuesAfterTheRemovalIsOverheard() {
        ben.set(3, new Changed(ROOM, 4, 6, List.of(BEN_LEFT, message(1, 6, "uno"))));
        ben.set(4, live(BEN_BACK));

        assertFound(Kind.OVERHEARD);
    }

    /** Only the newest state of a row is ever read: the return was overwritten before any client read it. */
    @Test
    void secondRemovalImpliesAReturnInBetween() {
        List<Event> seen = List.of(
                live(BEN_LEFT), live(message(1, 8, "uno")), live(member("ben", 9, false)), live(message(2, 10, "dos")));
        List<Violation> violations = new ArrayList<>();

        new RemovalCheck(ROOM, ViolationReport.into(violations)).check(List.of(new History("ben", seen)));

        assertThat(violations)
                .extracting(Violation::description)
                .containsExactly("ben left " + ROOM + " at 9 and received 10");
    }

    @Test
    void unreadableFileOfAMessageIsLost() {
        files.set(0, new File("posted", 2L, null));

        assertFound(Kind.LOST);
    }

    @Test
    void fileWithOtherBytesIsLost() {
        files.set(0, new File("posted", 2L, "half"));

        assertFound(Kind.LOST);
    }

    @Test
    void fileOfAnotherMessageIsLost() {
        files.set(0, new File("posted", 1L, "hash"));

        assertFound(Kind.LOST);
    }

    @Test
    void messageWithoutTheFileThatItWasSentWithIsLost() {
        messages.set(1, message(List.of()));
        files.set(0, new File("posted", null, null));

        assertFound(Kind.LOST);
    }

    @Test
    void fileOfTwoMessagesIsDoubled() {
        messages.set(0, new Message(1, 6, "ann", "n1", "uno", true, List.of("posted")));

        assertThat(kinds()).contains(Kind.DOUBLED);
    }

    @Test
    void fileThatNobodyUploadedIsInvented() {
        ann.remove(new Uploaded(ROOM, "posted", "hash"));

        assertFound(Kind.INVENTED);
    }

    @Test
    void unpostedFileThatOthersCanReadIsOverheard() {
        files.set(1, new File("unposted", null, "other"));

        assertFound(Kind.OVERHEARD);
    }

    @Test
    void fileOfADeletedMessageThatOthersCanReadIsOverheard() {
        messages.set(1, new Message(2, 4, "ann", "n2", null, false));

        assertThat(kinds()).contains(Kind.OVERHEARD);
    }

    @Test
    void fileThatAnEditRemovedAndTheMessageStillNamesIsStale() {
        replace(ann, SENT, new Sent(ROOM, "n2", "before", List.of("posted")));
        ann.add(new Edited(ROOM, 2, "two", true));
        messages.set(1, new Message(2, 4, "ann", "n2", "two", true, List.of("posted")));

        assertFound(Kind.STALE);
    }

    @Test
    void fileThatAnEditAddedIsInvented() {
        ann.add(new Edited(ROOM, 2, "two", false));
        messages.set(1, new Message(2, 4, "ann", "n2", "two", true, List.of("posted", "unposted")));
        files.set(1, new File("unposted", 2L, "other"));

        assertFound(Kind.INVENTED);
    }

    @Test
    void changeThatWasNotSentToAWebhookIsUndelivered() {
        sent.set(2, delivery("room/7", 4, 7, true, message(1, 6, "uno")));

        assertFound(Kind.UNDELIVERED);
    }

    @Test
    void changeThatTheReceiverNeverAcceptedIsUndelivered() {
        sent.remove(1);

        assertFound(Kind.UNDELIVERED);
    }

    @Test
    void webhookThatEndsEarlyIsUndelivered() {
        sent.remove(2);

        assertFound(Kind.UNDELIVERED);
    }

    @Test
    void webhookWithAnotherStateThanClientsDisagrees() {
        sent.add(0, delivery("room/4", 2, 4, false, message(1, 3, "one"), message(2, 4, "deux")));

        assertFound(Kind.DISAGREED);
    }

    @Test
    void receiverWithAMessageMissingFromAFreshReadIsStale() {
        sent.set(2, delivery("room/7", 4, 7, true, message(3, 5, "three"), message(1, 6, "uno"), BEN_BACK));

        assertThat(kinds()).contains(Kind.STALE);
    }

    @Test
    void earlierPageSentToAWebhookForTheFirstTimeIsReordered() {
        sent.add(delivery("room/6", 4, 6, true, message(1, 6, "uno")));

        assertFound(Kind.REORDERED);
    }

    @Test
    void pageRepeatedAfterLaterOnesIsAllowed() {
        sent.add(sent.get(1));

        assertThat(check()).isEmpty();
    }

    @Test
    void rowOutsideThePageOfAWebhookIsReordered() {
        sent.set(2, delivery("room/7", 4, 7, true, message(2, 4, "two"), message(1, 6, "uno"), BEN_BACK));

        assertFound(Kind.REORDERED);
    }

    @Test
    void idOfTwoPagesIsMisnumbered() {
        sent.add(delivery("room/4", 4, 7, true, message(1, 6, "uno"), BEN_BACK));

        assertFound(Kind.MISNUMBERED);
    }

    @Test
    void requestWithoutAValidSignatureIsUnsigned() {
        sent.set(2, new Delivery("room/7", 4, 7, List.of(message(1, 6, "uno"), BEN_BACK), false, true));

        assertFound(Kind.UNSIGNED);
    }

    private static Delivery delivery(String id, long after, long revision, boolean accepted, Row... rows) {
        return new Delivery(id, after, revision, List.of(rows), true, accepted);
    }

    private static Message message(List<String> files) {
        return new Message(2, 4, "ann", "n2", "two", false, files);
    }

    private List<History> histories() {
        return List.of(new History("ann", ann), new History("bob", bob), new History("ben", ben));
    }

    private List<Violation> check() {
        return Checker.check(
                histories(),
                List.of(new WebhookHistory(ROOM, 2, sent)),
                new Stored(ROOM, messages.size(), 7, messages, shown, marks, files));
    }

    private Set<Kind> kinds() {
        return kinds(check());
    }

    private static Set<Kind> kinds(List<Violation> violations) {
        return violations.stream().map(Violation::kind).collect(Collectors.toSet());
    }

    /** Asserts that this kind of violation is found, and no other. */
    private void assertFound(Kind kind) {
        assertThat(check()).isNotEmpty().allMatch(violation -> violation.kind() == kind);
    }

    private static void replace(List<Event> events, Event former, Event event) {
        assertThat(events).contains(former);
        events.replaceAll(old -> old.equals(former) ? event : old);
    }

    private static Changed live(Row row) {
        return new Changed(ROOM, row.revision() - 1, row.revision(), List.of(row));
    }

    private static Row message(long seq, long revision, String text) {
        return new Row("message/" + seq, revision, "{\"author\":\"ann\",\"text\":\"" + text + "\"}");
    }

    private static Row notice(long revision, String event) {
        return new Row("notice/2", revision, "{\"event\":\"" + event + "\"}");
    }

    private static Row member(String name, long revision, boolean joined) {
        return new Row("member/" + name, revision, "{\"joined\":" + joined + "}");
    }
}
