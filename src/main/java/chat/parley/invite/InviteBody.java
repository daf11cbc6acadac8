package chat.parley.invite;

import chat.parley.http.Links;
import chat.parley.http.NumericParameters;
import chat.parley.http.Refusal;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.reactive.function.server.ServerRequest;

/**
 * The JSON representation of an invite.
 *
 * @param token only in the response to its creation
 * @param url the link with the token
 */
public record InviteBody(
        long id,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String token,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String url,
        boolean registers,
        String by,
        Instant createdAt,
        @Nullable Instant expiresAt,
        @Nullable Integer uses,
        int used) {

    /** @param next the value of {@code before} for the next page; null on the last page */
    public record Page(List<InviteBody> invites, @Nullable Long next) {

        public static Page of(List<Invite> found) {
            List<InviteBody> shown =
                    found.stream().map(invite -> body(invite, null, null)).toList();
            boolean hasMore = shown.size() == InviteService.PAGE_SIZE;
            return new Page(shown, hasMore ? shown.get(shown.size() - 1).id() : null);
        }
    }

    public static InviteBody created(InviteService.Created created, Links links, ServerRequest request) {
        return body(created.invite(), created.token(), links.absolute(request, "/invite/" + created.token()));
    }

    /** Returns the parameter {@code before} of a list: the page contains only invites with smaller ids. */
    public static long before(ServerRequest request) {
        return request.queryParam("before")
                .map(value -> NumericParameters.parse(value)
                        .orElseThrow(() -> Refusal.field(
                                "before", "invalid", "The parameter before must be the id of an invite.")))
                .orElse(Long.MAX_VALUE);
    }

    /** Returns the id of an invite in a path. */
    public static long id(ServerRequest request, String variable) {
        return NumericParameters.parse(request.pathVariable(variable))
                .orElseThrow(() -> Refusal.of(Refusal.Code.NOT_FOUND, "This invite doesn't exist."));
    }

    private static InviteBody body(Invite invite, @Nullable String token, @Nullable String url) {
        return new InviteBody(
                invite.id(),
                token,
                url,
                invite.registers(),
                invite.by(),
                invite.createdAt(),
                invite.expiresAt(),
                invite.uses(),
                invite.used());
    }
}
