package chat.parley.faults;

import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The state of a row of a room's log, as every member sees it.
 *
 * @param key identifies the row: {@code message/12}, {@code member/ann}, {@code notice/12} or {@code room}
 * @param body the row's JSON, with sorted properties, so that equal states are equal strings
 */
record Row(String key, long revision, String body) {

    private static final String MESSAGE = "message/";
    private static final String MEMBER = "member/";
    private static final String NOTICE = "notice/";

    private static final JsonMapper SORTED =
            JsonMapper.builder().enable(JsonNodeFeature.WRITE_PROPERTIES_SORTED).build();

    static Row message(JsonNode message) {
        return of(MESSAGE + message.get("seq").asLong(), message);
    }

    static Row member(JsonNode member) {
        return of(MEMBER + member.get("username").asString(), member);
    }

    /** {@code last_seq} is left out, because it does not belong to the row's revision. */
    static Row room(JsonNode room) {
        return of("room", ((ObjectNode) room.deepCopy()).without("last_seq"));
    }

    static Row notice(JsonNode notice) {
        return of(NOTICE + notice.get("seq").asLong(), notice);
    }

    /** The rows of a {@code changed} frame, or of an element of {@code changes}. */
    static Stream<Row> of(JsonNode change) {
        Stream<Row> notice =
                Stream.of(change.path("notice")).filter(JsonNode::isObject).map(Row::notice);
        if (change.has("message")) {
            return Stream.of(message(change.get("message")));
        }
        if (change.has("member")) {
            return Stream.concat(Stream.of(member(change.get("member"))), notice);
        }
        JsonNode room = change.has("state") ? change.get("state") : change.path("room");
        return room.isObject() ? Stream.concat(Stream.of(room(room)), notice) : notice;
    }

    private static Row of(String key, JsonNode state) {
        return new Row(key, state.get("revision").asLong(), SORTED.writeValueAsString(state));
    }

    /** The message's seq; empty for other rows. */
    Optional<Long> seq() {
        return key.startsWith(MESSAGE) ? Optional.of(Long.valueOf(key.substring(MESSAGE.length()))) : Optional.empty();
    }

    /** The member's username; empty for other rows. */
    Optional<String> member() {
        return key.startsWith(MEMBER) ? Optional.of(key.substring(MEMBER.length())) : Optional.empty();
    }

    boolean isNotice() {
        return key.startsWith(NOTICE);
    }

    /** Whether this member has joined. */
    boolean joined() {
        return body.contains("\"joined\":true");
    }
}
