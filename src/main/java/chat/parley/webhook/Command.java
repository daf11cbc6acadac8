package chat.parley.webhook;

/**
 * A slash command of a room, which a program answers.
 *
 * @param name without the slash
 * @param usage what follows the name, as a hint; may be empty
 * @param hook the id of the webhook whose bot posts the answers
 * @param by the username of the account that chose the URL
 * @param creatorPresent whether that account is enabled and a member of the room
 */
record Command(
        long id,
        String room,
        long hook,
        String name,
        String description,
        String usage,
        String url,
        String secret,
        String by,
        boolean creatorPresent) {

    /** Contains neither the URL nor the secret. */
    @Override
    public String toString() {
        return "command " + id;
    }
}
