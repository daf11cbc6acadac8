package chat.parley.room;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.parley.http.Refusal;
import chat.parley.roomlog.AccessSubject;
import chat.parley.roomlog.state.Role;
import chat.parley.roomlog.state.RoomKind;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Checks every role and every action against a table. */
class RoomAccessTest {

    /**
     * One line per action, one column per member state: stranger, member, moderator and owner of an open public room;
     * the same of an open private room; of an archived public room; and of an archived private room. Y is allowed;
     * otherwise the refusal: ? room_not_found, J not_a_member, F forbidden, A room_archived, L last_owner.
     */
    private static final String TABLE = """
            read                          Y Y Y Y   ? Y Y Y   Y Y Y Y   ? Y Y Y
            mark                          J Y Y Y   ? Y Y Y   J Y Y Y   ? Y Y Y
            post                          J Y Y Y   ? Y Y Y   J A A A   ? A A A
            edit own message              J Y Y Y   ? Y Y Y   J A A A   ? A A A
            edit another's message        J F F F   ? F F F   J A A A   ? A A A
            delete own message            J Y Y Y   ? Y Y Y   J A A A   ? A A A
            delete another's message      J F Y Y   ? F Y Y   J A A A   ? A A A
            edit room                     J F Y Y   ? F Y Y   J A A A   ? A A A
            archive room                  J F F Y   ? F F Y   J F F Y   ? F F Y
            join                          Y Y F F   ? Y F F   A Y A A   ? Y A A
            leave                         Y Y Y L   ? Y Y L   Y Y Y Y   ? Y Y Y
            make oneself a moderator      F F Y F   ? F Y F   A A Y A   ? A Y A
            make oneself the owner        F F F Y   ? F F Y   A A A Y   ? A A Y
            add a member                  J F Y Y   ? F Y Y   A A A A   ? A A A
            remove a member               J F Y Y   ? F Y Y   A A A A   ? A A A
            make a member a moderator     J F F Y   ? F F Y   A A A A   ? A A A
            make a moderator a member     J F F Y   ? F F Y   A A A A   ? A A A
            remove a moderator            J F F Y   ? F F Y   A A A A   ? A A A
            remove the owner              J F F Y   ? F F Y   A A A A   ? A A A
            make a member the owner       J F F Y   ? F F Y   A A A A   ? A A A
            make a stranger the owner     J F F Y   ? F F Y   A A A A   ? A A A
            ban a member                  J F Y Y   ? F Y Y   J F A A   ? F A A
            ban a stranger                J F Y Y   ? F Y Y   J F A A   ? F A A
            ban a moderator               J F F Y   ? F F Y   J F A A   ? F A A
            ban the owner                 J F F F   ? F F F   J F A A   ? F A A
            ban oneself                   J F F F   ? F F F   J F A A   ? F A A
            see bans and invites          J F Y Y   ? F Y Y   J F Y Y   ? F Y Y
            accept an invite              Y Y Y Y   Y Y Y Y   A Y Y Y   A Y Y Y
            """;

    private static final Map<String, Act> ACTS = acts();

    private final RoomAccess access = new RoomAccess();

    private interface Act {
        void by(RoomAccess access, AccessSubject actor);
    }

    private static Map<String, Act> acts() {
        Map<String, Act> acts = new LinkedHashMap<>();
        acts.put("read", RoomAccess::mayRead);
        acts.put("mark", RoomAccess::mayMark);
        acts.put("post", RoomAccess::mayPost);
        acts.put("edit own message", (access, actor) -> access.mayEdit(actor, true));
        acts.put("edit another's message", (access, actor) -> access.mayEdit(actor, false));
        acts.put("delete own message", (access, actor) -> access.mayDelete(actor, true));
        acts.put("delete another's message", (access, actor) -> access.mayDelete(actor, false));
        acts.put("edit room", RoomAccess::mayEditRoom);
        acts.put("archive room", RoomAccess::mayArchiveRoom);
        acts.put("join", (access, actor) -> access.mayChangeMember(actor, true, actor.role(), Role.MEMBER));
        acts.put("leave", (access, actor) -> access.mayChangeMember(actor, true, actor.role(), null));
        acts.put(
                "make oneself a moderator",
                (access, actor) -> access.mayChangeMember(actor, true, actor.role(), Role.MODERATOR));
        acts.put(
                "make oneself the owner",
                (access, actor) -> access.mayChangeMember(actor, true, actor.role(), Role.OWNER));
        acts.put("add a member", other(null, Role.MEMBER));
        acts.put("remove a member", other(Role.MEMBER, null));
        acts.put("make a member a moderator", other(Role.MEMBER, Role.MODERATOR));
        acts.put("make a moderator a member", other(Role.MODERATOR, Role.MEMBER));
        acts.put("remove a moderator", other(Role.MODERATOR, null));
        acts.put("remove the owner", other(Role.OWNER, null));
        acts.put("make a member the owner", other(Role.MEMBER, Role.OWNER));
        acts.put("make a stranger the owner", other(null, Role.OWNER));
        acts.put("ban a member", ban(false, Role.MEMBER));
        acts.put("ban a stranger", ban(false, null));
        acts.put("ban a moderator", ban(false, Role.MODERATOR));
        acts.put("ban the owner", ban(false, Role.OWNER));
        acts.put("ban oneself", ban(true, Role.MODERATOR));
        acts.put("see bans and invites", RoomAccess::mayModerate);
        acts.put("accept an invite", RoomAccess::mayAccept);
        return acts;
    }

    private static Act ban(boolean self, @Nullable Role subject) {
        return (access, actor) -> access.mayBan(actor, self, subject);
    }

    private static Act other(@Nullable Role before, @Nullable Role after) {
        return (access, actor) -> access.mayChangeMember(actor, false, before, after);
    }

    @TestFactory
    Stream<DynamicTest> everybodyMayDoWhatTheTableSays() {
        return TABLE.lines().map(line -> {
            String act = line.substring(0, 30).strip();
            return DynamicTest.dynamicTest(act, () -> assertThat(answers(act)).isEqualTo(line.substring(30)));
        });
    }

    private String answers(String name) {
        Act act = requireNonNull(ACTS.get(name), name);
        return String.join(
                "   ",
                row(act, RoomKind.PUBLIC, false),
                row(act, RoomKind.PRIVATE, false),
                row(act, RoomKind.PUBLIC, true),
                row(act, RoomKind.PRIVATE, true));
    }

    private String row(Act act, RoomKind kind, boolean archived) {
        return String.join(
                " ",
                Arrays.asList(
                        answer(act, kind, archived, null),
                        answer(act, kind, archived, Role.MEMBER),
                        answer(act, kind, archived, Role.MODERATOR),
                        answer(act, kind, archived, Role.OWNER)));
    }

    private String answer(Act act, RoomKind kind, boolean archived, @Nullable Role role) {
        try {
            act.by(access, new AccessSubject("room", kind, archived, role));
            return "Y";
        } catch (Refusal refusal) {
            return switch (refusal.code()) {
                case ROOM_NOT_FOUND -> "?";
                case NOT_A_MEMBER -> "J";
                case FORBIDDEN -> "F";
                case ROOM_ARCHIVED -> "A";
                case LAST_OWNER -> "L";
                default -> refusal.code().name().toLowerCase(Locale.ROOT);
            };
        }
    }

    @TestFactory
    Stream<DynamicTest> nobodyLeavesGeneral() {
        return Stream.of(Role.values())
                .map(role -> DynamicTest.dynamicTest(
                        role.wire(),
                        () -> assertThat(answer(
                                        (rules, actor) -> rules.mayChangeMember(
                                                new AccessSubject(RoomAccess.GENERAL, actor.kind(), false, role),
                                                true,
                                                role,
                                                null),
                                        RoomKind.PUBLIC,
                                        false,
                                        role))
                                .isEqualTo("F")));
    }

    @Test
    void accountBannedFromPublicRoomIsRefusedAsBanned() {
        AccessSubject banned = new AccessSubject("room", RoomKind.PUBLIC, false, null, true, false);

        ACTS.forEach((name, act) -> assertThatThrownBy(() -> act.by(access, banned))
                .as(name)
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo(Refusal.Code.BANNED)));
    }

    @Test
    void accountBannedFromPrivateRoomCannotSeeIt() {
        AccessSubject banned = new AccessSubject("room", RoomKind.PRIVATE, false, null, true, false);

        assertThatThrownBy(() -> access.mayRead(banned))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo(Refusal.Code.ROOM_NOT_FOUND));
    }

    @Test
    void administratorManagesAllRoomsExceptDirectConversations() {
        AccessSubject secret = new AccessSubject("room", RoomKind.PRIVATE, false, null, false, true);
        access.mayRead(secret);
        access.mayEditRoom(secret);
        access.mayArchiveRoom(secret);
        access.mayDelete(secret, false);
        access.mayChangeMember(secret, false, Role.MEMBER, Role.OWNER);
        access.mayBan(secret, false, Role.MODERATOR);

        AccessSubject direct = new AccessSubject("room", RoomKind.DIRECT, false, null, false, true);
        for (String act : List.of("read", "delete another's message", "edit room", "archive room", "add a member")) {
            assertThatThrownBy(() -> requireNonNull(ACTS.get(act)).by(access, direct))
                    .as(act)
                    .isInstanceOf(Refusal.class);
        }
    }

    @Test
    void peopleOfDirectConversationCannotManageIt() {
        AccessSubject direct = new AccessSubject("room", RoomKind.DIRECT, false, Role.MEMBER);

        for (String act : List.of(
                "leave",
                "add a member",
                "remove a member",
                "make a member the owner",
                "edit room",
                "archive room",
                "ban a member",
                "see bans and invites",
                "delete another's message")) {
            assertThatThrownBy(() -> requireNonNull(ACTS.get(act)).by(access, direct))
                    .as(act)
                    .isInstanceOfSatisfying(
                            Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo(Refusal.Code.FORBIDDEN));
        }
    }
}
