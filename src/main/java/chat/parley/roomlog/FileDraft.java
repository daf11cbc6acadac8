package chat.parley.roomlog;

import chat.parley.http.Refusal;
import chat.parley.roomlog.state.Actor;
import chat.parley.roomlog.state.FileState;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The part of a {@link MessageDraft} that concerns files: which are attached, described and released. */
final class FileDraft {

    private final Map<String, FileRow> unposted = new HashMap<>();
    private final Map<String, FileState> described = new LinkedHashMap<>();
    private final Set<String> released = new LinkedHashSet<>();

    void load(FileRow file) {
        unposted.put(file.state().id(), file);
    }

    /** Returns the files of a post. */
    MessageFiles attached(MessageWrite.Post post) {
        return post.files().isEmpty()
                ? MessageFiles.NONE
                : new MessageFiles(post.files().stream()
                        .map(id -> unpostedFile(id, post.actor()))
                        .toList());
    }

    private FileState unpostedFile(String id, Actor author) {
        FileRow file = unposted.get(id);
        if (file == null || file.author() != author.id() || file.seq() != null) {
            throw fileNotFound();
        }
        return file.state();
    }

    /** Marks the files of a post as belonging to its message. */
    void bind(MessageRow message) {
        message.files().ids().forEach(id -> unposted.computeIfPresent(id, (key, file) -> file.in(message.seq())));
    }

    /**
     * Returns the files that an edit keeps.
     *
     * @param ids null keeps all
     */
    MessageFiles remaining(MessageRow message, @Nullable List<String> ids) {
        if (ids == null) {
            return message.files();
        }
        if (!message.files().ids().containsAll(ids)) {
            throw Refusal.field("files", "invalid", "An edit can only remove files.");
        }
        return message.files().only(ids);
    }

    /** Releases the files of a message except these. */
    void release(MessageRow message, MessageFiles kept) {
        message.files().without(kept).forEach(released::add);
    }

    /** Returns the message's files with the new description of one of them. */
    MessageFiles describe(MessageRow message, MessageWrite.Describe write) {
        FileState file = message.files().find(write.file());
        if (file == null) {
            throw fileNotFound();
        }
        if (Objects.equals(file.alt(), write.alt())) {
            return message.files();
        }
        described.put(file.id(), file.described(write.alt()));
        return message.files().described(file.id(), write.alt());
    }

    /** Returns the described files of posted messages. */
    List<FileState> described() {
        return List.copyOf(described.values());
    }

    /** Returns the ids of the files that no longer belong to any message. */
    List<String> released() {
        return List.copyOf(released);
    }

    private static Refusal fileNotFound() {
        return Refusal.of(Refusal.Code.FILE_NOT_FOUND, "This file doesn't exist, or it belongs to another message.");
    }
}
