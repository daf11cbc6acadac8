package chat.parley.faults;

import chat.parley.faults.Event.Acknowledged;
import chat.parley.faults.Event.Edited;
import chat.parley.faults.Event.Sent;
import chat.parley.faults.Event.Uploaded;
import chat.parley.faults.Stored.File;
import chat.parley.faults.Stored.Message;
import chat.parley.faults.Violation.Kind;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Checks that each file that a message names can be read with the bytes that were uploaded, that no other file can be read by
 * others, and that messages name the files with which they were sent.
 */
final class FilesCheck {

    private final Stored stored;
    private final ViolationReport report;
    private final Map<String, File> files;
    private final Map<String, String> hashes = new HashMap<>();

    FilesCheck(Stored stored, ViolationReport report) {
        this.stored = stored;
        this.report = report;
        this.files = stored.files().stream().collect(Collectors.toMap(File::id, Function.identity()));
    }

    void check(List<History> histories) {
        histories.forEach(history ->
                history.all(Uploaded.class, stored.room()).forEach(upload -> hashes.put(upload.file(), upload.hash())));
        Set<String> named = new HashSet<>();
        for (Message message : stored.messages()) {
            message.files().forEach(file -> named(message, file, named.add(file)));
        }
        files.values().stream()
                .filter(file -> !named.contains(file.id()) && file.read() != null)
                .forEach(file -> report.add(Kind.OVERHEARD, "No message names " + file));
        histories.forEach(this::sent);
    }

    private void named(Message message, String id, boolean once) {
        File file = files.get(id);
        if (!once) {
            report.add(Kind.DOUBLED, message + " names a file of another message");
        } else if (!hashes.containsKey(id)) {
            report.add(Kind.INVENTED, message + " names a file that nobody uploaded");
        } else if (file == null || !Objects.equals(file.seq(), message.seq())) {
            report.add(Kind.LOST, message + " names " + file);
        } else if (!Objects.equals(file.read(), hashes.get(id))) {
            report.add(Kind.LOST, message + " names " + file + ", which was uploaded as " + hashes.get(id));
        }
    }

    private void sent(History history) {
        Map<String, List<String>> sent = history.all(Sent.class, stored.room())
                .collect(Collectors.toMap(Sent::nonce, Sent::files, (first, second) -> first));
        Set<String> acknowledged = history.all(Acknowledged.class, stored.room())
                .map(Acknowledged::nonce)
                .collect(Collectors.toSet());
        Map<String, Boolean> removing = history.all(Edited.class, stored.room())
                .collect(Collectors.toMap(Edited::text, Edited::removesFiles, (first, second) -> first));
        stored.messages().stream()
                .filter(message -> message.author().equals(history.account()))
                .filter(message -> acknowledged.contains(message.nonce()) || message.edited())
                .forEach(message -> sent(message, sent.getOrDefault(message.nonce(), List.of()), removing));
    }

    private void sent(Message message, List<String> files, Map<String, Boolean> removing) {
        if (message.deleted() || removes(message.text(), removing)) {
            if (!message.files().isEmpty()) {
                report.add(Kind.STALE, message + " still has files");
            }
        } else if (!message.edited() && !message.files().equals(files)) {
            report.add(Kind.LOST, message + " was sent with " + files);
        } else if (!files.containsAll(message.files())) {
            report.add(Kind.INVENTED, message + " was sent with " + files);
        }
    }

    private static boolean removes(@Nullable String text, Map<String, Boolean> removing) {
        return text != null && removing.getOrDefault(text, false);
    }
}
