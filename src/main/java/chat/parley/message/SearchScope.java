package chat.parley.message;

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
 * What to look for and where, with names resolved; and how to say it in SQL, of {@code message m}.
 *
 * @param account who asks; null for an administrator, who looks in all rooms but direct conversations
 * @param room the only room to look in; null for all that the account may read
 * @param author whose messages alone; null for everybody's
 * @param since the first instant that counts; null for no bound
 * @param until the first instant that does not count any more; null for no bound
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

    /** A row that was written, or changed, by a node that folds by another rule. */
    static final String UNFOLDED = "(" + STALE + " or m.search_rule <> " + Folding.RULE + ")";

    /** What is to be folded again. What a later version has folded is left to it. */
    static final String OUTDATED = "(" + STALE + " or m.search_rule < " + Folding.RULE + ")";

    private static final String READABLE = " and" + ReadableRooms.CONDITION;
    private static final String ADMINISTERED = " and r.kind <> 'direct' ";

    private static final long NOBODY = 0;

    private static final Pattern WILDCARDS = Pattern.compile("[!%_]");
    private static final Pattern LETTERS = Pattern.compile("[\\p{L}\\p{N}]{3}");

    String readable() {
        return account == null ? ADMINISTERED : READABLE;
    }

    boolean everywhere() {
        return room == null;
    }

    /** Whether an index of parts of texts can know: it holds three letters or digits in a row. */
    boolean indexable() {
        return terms.stream().anyMatch(term -> LETTERS.matcher(term).find());
    }

    String before() {
        return everywhere() ? """
                (m.created_at <= :at and (m.created_at < :at or m.room_id < :room
                    or (m.room_id = :room and m.seq < :seq)))""" + dated() : "(m.room_id = :in and m.seq < :seq)";
    }

    /** Over all rooms an index goes by time; in one room, the numbers of messages lead, and times are looked at. */
    private String dated() {
        return (since == null ? "" : " and m.created_at >= :since ")
                + (until == null ? "" : " and m.created_at < :until ");
    }

    String backTo() {
        return everywhere() ? """
                 and (m.created_at >= :end_at and (m.created_at > :end_at or m.room_id > :end_room
                    or (m.room_id = :end_room and m.seq >= :end_seq)))""" : " and m.seq >= :end_seq";
    }

    /** The whole key of an index, in this order. */
    String newestFirst() {
        return everywhere()
                ? " order by m.created_at desc, m.room_id desc, m.seq desc "
                : " order by m.room_id desc, m.seq desc ";
    }

    /** What may fit; of unfolded texts the database does not know. */
    String fitting() {
        String likes = IntStream.range(0, terms.size())
                .mapToObj(i -> " and m.search_text like :term" + i + " escape '!'")
                .collect(Collectors.joining());
        return " and m.text is not null"
                + (everywhere() ? "" : dated())
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
        return everywhere() ? bound.bind("end_at", to.at()).bind("end_room", to.room()) : bound;
    }

    GenericExecuteSpec bindFitting(GenericExecuteSpec sql) {
        GenericExecuteSpec dated = everywhere() ? sql : bindDates(sql);
        GenericExecuteSpec bound = dated.bind("account", account == null ? NOBODY : account);
        for (int i = 0; i < terms.size(); i++) {
            bound = bound.bind("term" + i, "%" + WILDCARDS.matcher(terms.get(i)).replaceAll("!$0") + "%");
        }
        return author == null ? bound : bound.bind("author", author);
    }
}
