package chat.parley.webhook;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The JSON representation of a command.
 *
 * @param name without the slash
 * @param usage what follows the name; may be empty
 * @param hook the webhook whose bot posts the answers
 * @param by the account that chose the URL
 * @param available false if that account is no longer in the room
 * @param url the program that answers; only for the owner of the room, and tokens that may manage commands
 * @param secret the key of the signatures; only in the response to its creation
 */
record CommandBody(
        String name,
        String description,
        String usage,
        long hook,
        String by,
        boolean available,

        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String url,

        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String secret) {

    record All(List<CommandBody> commands) {

        static All of(List<Command> found, boolean urls) {
            return new All(found.stream()
                    .map(command -> body(command, urls ? command.url() : null, null))
                    .toList());
        }
    }

    static CommandBody of(Command command) {
        return body(command, command.url(), null);
    }

    static CommandBody created(Command command) {
        return body(command, command.url(), command.secret());
    }

    private static CommandBody body(Command command, @Nullable String url, @Nullable String secret) {
        return new CommandBody(
                command.name(),
                command.description(),
                command.usage(),
                command.hook(),
                command.by(),
                command.creatorPresent(),
                url,
                secret);
    }

    @Override
    public String toString() {
        return "command /" + name;
    }
}
