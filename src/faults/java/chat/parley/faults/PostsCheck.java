package chat.parley.faults;

import chat.parley.faults.Event.Acknowledged;
import chat.parley.faults.Event.Done;
import chat.parley.faults.Event.Edited;
import chat.parley.faults.Event.Mistaken;
import chat.parley.faults.Event.Sent;
import chat.parley.faults.Stored.Message;
import chat.parley.faults.Violation.Kind;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Checks that acknowledged texts are stored exactly once, under the acknowledged number, and that nothing else is stored. */
final class PostsCheck {

    private final Stored stored;
    private final ViolationReport report;
    private final Map<String, Message> byNonce = new HashMap<>();
    private final Map<Long, Message> bySeq;

    PostsCheck(Stored stored, ViolationReport report) {
        this.stored = stored;
        this.report = report;
        this.bySeq = stored.messages().stream()
                .collect(Collectors.toMap(Message::seq, message -> message, (first, second) -> first));
    }

    void check(List<History> histories) {
        Map<String, String> sent = new HashMap<>();
        for (History history : histories) {
            history.all(Sent.class, stored.room())
                    .forEach(post -> sent.put(name(history.account(), post.nonce()), post.text()));
        }
        eachOnce(sent);
        for (History history : histories) {
            acknowledged(history, sent);
            changed(history);
            history.all(Mistaken.class, stored.room())
                    .forEach(post ->
                            report.add(Kind.DOUBLED, history.account() + " was shown another text under " + post));
        }
    }

    private void eachOnce(Map<String, String> sent) {
        Set<String> texts = new HashSet<>();
        for (Message message : stored.messages()) {
            String name = name(message.author(), message.nonce());
            Message other = byNonce.putIfAbsent(name, message);
            String text = sent.get(name);
            if (other != null || (text != null && !texts.add(message.author() + text))) {
                report.add(Kind.DOUBLED, message + " is stored twice");
            } else if (text == null) {
                report.add(Kind.INVENTED, message + " was not sent by anybody");
            }
        }
    }

    private void acknowledged(History history, Map<String, String> sent) {
        Set<String> nonces = new HashSet<>();
        long last = 0;
        for (Acknowledged post : history.all(Acknowledged.class, stored.room()).toList()) {
            String name = name(history.account(), post.nonce());
            Message message = byNonce.get(name);
            if (message == null || message.seq() != post.seq()) {
                report.add(Kind.LOST, post + " of " + history.account() + " is stored as " + message);
            } else if (!message.edited() && !message.deleted() && !Objects.equals(message.text(), sent.get(name))) {
                report.add(Kind.LOST, message + " was sent as " + sent.get(name));
            }
            if (nonces.add(post.nonce())) {
                if (post.seq() <= last) {
                    report.add(Kind.REORDERED, post + " of " + history.account() + " was sent after " + last);
                }
                last = post.seq();
            }
        }
    }

    /** Checks acknowledged edits, deletions and reactions. */
    private void changed(History history) {
        Map<Long, Set<String>> texts = history.all(Edited.class, stored.room())
                .collect(Collectors.groupingBy(Edited::seq, Collectors.mapping(Edited::text, Collectors.toSet())));
        history.all(Done.class, stored.room()).forEach(done -> {
            Message message = bySeq.get(done.seq());
            if (message == null || message.revision() < done.revision() || (done.deleted() && !message.deleted())) {
                report.add(Kind.LOST, done + " of " + history.account() + " has left " + message);
            }
        });
        stored.messages().stream()
                .filter(message -> message.author().equals(history.account()))
                .filter(message -> message.edited() && !message.deleted())
                .filter(message -> !isAuthor(texts.get(message.seq()), message.text()))
                .forEach(message -> report.add(Kind.INVENTED, message + " was never edited to this"));
    }

    private static boolean isAuthor(@Nullable Set<String> texts, @Nullable String text) {
        return texts != null && text != null && texts.contains(text);
    }

    private static String name(String author, String nonce) {
        return author + " " + nonce;
    }
}
