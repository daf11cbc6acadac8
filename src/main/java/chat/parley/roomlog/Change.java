package chat.parley.roomlog;

/**
 * A changed row in its newest state, with the revision of that change. Live frames, history and resume all carry these
 * same states, which is why live and reload can't differ.
 */
public sealed interface Change permits MessageState, MemberState, RoomState {

    long revision();
}
