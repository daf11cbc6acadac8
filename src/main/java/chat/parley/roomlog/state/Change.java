package chat.parley.roomlog.state;

/**
 * A changed row in its newest state, with the revision of that change. Live frames, history and resume all carry these
 * same states, so a live view and a reloaded one cannot differ.
 */
public sealed interface Change permits MessageState, MemberState, RoomState, NoticeState {

    long revision();
}
