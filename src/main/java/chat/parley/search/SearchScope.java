package chat.parley.search;

import chat.parley.room.ReadableRooms;
import chat.parley.text.Folding;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;

/**
 * A search with resolved names, and its conditions in SQL for {@code message m}.
 *
 * @param account the requesting account; null for an administrator, who searches all rooms except direct conversations
 * @param room the only room to search; null for all readable rooms
 * @param author the only author; null for all
 * @param since inclusive; null for no limit
 * @param until exclusive; null for no limit
 * @param terms folded
 */
record SearchScope(
        @Nullable Long account,
        @Nullable String room,
        @Nullable Long author,
        @Nullable Instant since,
        @Nullable Instant until,
        List<String> terms) {

    private static final String STALE = "m.search_revision is null or m.search_revision <> m.revision";

    /** The row was stored by a node with another folding rule. */
    static final String UNFOLDED = "(" + STALE + " or m.search_rule <> " + Folding.RULE + ")";

    /** The row must be folded again. Excludes rows that a later version has folded. */
    static final String OUTDATED = "(" + STALE + " or m.search_rule < " + Folding.RULE + ")";

    private static final String READABLE = " and" + ReadableRooms.CONDITION;
    private static final String ADMINISTERED = " and r.kind <> 'direct' ";

    private static final long NO_ACCOUNT = 0;

    private static final Pattern WILDCARDS = Pattern.compile("[!%_]");
    private static final Pattern LETTERS = Pattern.compile("[\\p{L}\\p{N}]{3}");

    String readable() {
        return account == null ? ADMINISTERED : READABLE;
    }

    boolean isInAllRooms() {
        return room == null;
    }

    /** Whether the trigram index can help: a term has three consecutive letters or digits. */
    boolean isIndexable() {
        return terms.stream().anyMatch(term -> LETTERS.matcher(term).find());
    }

    String before() {
        return isInAllRooms() ? """
                (m.created_at <= :at and (m.created_at < :at or m.room_id < :room
                    or (m.room_id = :room and m.seq < :seq)))""" + dateCondition() : "(m.room_id = :in and m.seq < :seq)";
    }

    /**
     * Over all rooms the index is ordered by time; in one room it is ordered by message number, and times are filtered.
     */
    private String dateCondition() {
        return (since == null ? "" : " and m.created_at >= :since ")
                + (until == null ? "" : " and m.created_at < :until ");
    }

    String backTo() {
        return isInAllRooms() ? """
                 and (m.created_at >= :end_at and (m.created_at > :end_at or m.room_id > :end_room
                    or (m.room_id = :end_room and m.seq >= :end_seq)))""" : " and m.seq >= :end_seq";
    }

    /** Orders by the complete key of an index. */
    String newestFirst() {
        return isInAllRooms()
                ? " order by m.created_at desc, m.room_id desc, m.seq desc "
                : " order by m.room_id desc, m.seq desc ";
    }

    /** Selects candidates. For texts that are not folded the terms are not checked. */
    String matching() {
        String likes = IntStream.range(0, terms.size())
                .mapToObj(i -> " and m.search_text like :term" + i + " escape '!'")
                .collect(Collectors.joining());
        return " and m.text is not null"
                + (isInAllRooms() ? "" : dateCondition())
                + (author == null ? "" : " and m.author_id = :author")
                + (likes.isEmpty() ? "" : " and (" + UNFOLDED + " or (m.search_text is not null" + likes + "))");
    }

    GenericExecuteSpec bindFrom(GenericExecuteSpec sql, SearchPosition from) {
        return room != null
                ? sql.bind("in", room).bind("seq", from.seq())
                : bindDates(sql.bind("at", from.at()).bind("room", from.room()).bind("seq", from.seq()));
    }

    private GenericExecuteSpec bindDates(GenericExecuteSpec sql) {
        GenericExecuteSpec bound = since == null ? sql : sql.bind("since", since);
        return until == null ? bound : bound.bind("until", until);
    }

    GenericExecuteSpec bindTo(GenericExecuteSpec sql, SearchPosition to) {
        GenericExecuteSpec bound = sql.bind("end_seq", to.seq());
        return isInAllRooms() ? bound.bind("end_at", to.at()).bind("end_room", to.room()) : bound;
    }

    GenericExecuteSpec bindMatching(GenericExecuteSpec sql) {
        GenericExecuteSpec dated = isInAllRooms() ? sql : bindDates(sql);
        GenericExecuteSpec bound = dated.bind("account", account == null ? NO_ACCOUNT : account);
        for (int i = 0; i < terms.size(); i++) {
            bound = bound.bind("term" + i, "%" + WILDCARDS.matcher(terms.get(i)).replaceAll("!$0") + "%");
        }
        return author == null ? bound : bound.bind("author", author);
    }
}
