package chat.parley.roomlog;

import chat.parley.roomlog.state.PreviewState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The part of a {@link MessageDraft} that concerns previews: which are fetched, and whose pictures come and go. */
final class PreviewDraft {

    private final List<Request> requests = new ArrayList<>();
    private final List<Picture> added = new ArrayList<>();
    private final List<Picture> removed = new ArrayList<>();

    /**
     * A preview to fetch.
     *
     * @param editedAt when the text with the link was edited; null if it is the original
     */
    record Request(
            String room, long seq, long author, @Nullable Instant editedAt, String url) {}

    /** @param blob null if the picture is removed */
    record Picture(
            String room, long seq, int number, @Nullable PreviewBlob blob) {}

    /** Requests previews for the links that have none. */
    void request(RoomRow room, MessageRow message, List<String> links) {
        if (room.previews()) {
            links.stream()
                    .filter(link -> !message.previews().covers(link))
                    .map(link -> new Request(
                            message.room(), message.seq(), message.author().id(), message.editedAt(), link))
                    .forEach(requests::add);
        }
    }

    /** Drops the previews of all other links. */
    MessagePreviews keep(MessageRow message, List<String> links) {
        MessagePreviews kept = message.previews().only(links);
        message.previews().shown().stream()
                .filter(preview -> !kept.shown().contains(preview))
                .forEach(preview -> drop(message, preview));
        return kept;
    }

    MessagePreviews add(RoomRow room, MessageRow message, MessageWrite.AddPreview write) {
        MessagePreviews before = message.previews();
        boolean current = message.deletedAt() == null && Objects.equals(message.editedAt(), write.editedAt());
        if (!current
                || room.archived()
                || !room.previews()
                || before.covers(write.preview().url())) {
            return before;
        }
        PreviewState preview = write.preview().numbered(before.nextNumber());
        if (write.picture() != null) {
            added.add(new Picture(message.room(), message.seq(), preview.number(), write.picture()));
        }
        return before.with(preview, Comparator.comparing(one -> position(message, one)));
    }

    /** Returns where the link is in the text, which may leave out the scheme. */
    private static int position(MessageRow message, PreviewState preview) {
        String text = Objects.requireNonNullElse(message.text(), "");
        return Math.max(text.indexOf(preview.url()), text.indexOf(preview.url().replaceFirst("^https://", "")));
    }

    MessagePreviews remove(MessageRow message, int number) {
        PreviewState preview = message.previews().find(number);
        if (preview == null) {
            return message.previews();
        }
        drop(message, preview);
        return message.previews().without(preview);
    }

    private void drop(MessageRow message, PreviewState preview) {
        if (preview.picture() != null) {
            removed.add(new Picture(message.room(), message.seq(), preview.number(), null));
        }
    }

    List<Request> requests() {
        return requests;
    }

    List<Picture> added() {
        return added;
    }

    List<Picture> removed() {
        return removed;
    }
}
