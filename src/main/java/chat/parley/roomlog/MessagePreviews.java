package chat.parley.roomlog;

import chat.parley.roomlog.state.PreviewState;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The previews of a message.
 *
 * @param shown in the order of their links
 * @param removed the links whose previews were removed, and are not fetched again
 */
record MessagePreviews(List<PreviewState> shown, List<String> removed) {

    static final MessagePreviews NONE = new MessagePreviews(List.of(), List.of());

    /** Nodes of later versions may store more properties. */
    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    MessagePreviews {
        shown = List.copyOf(Objects.requireNonNullElse(shown, List.of()));
        removed = List.copyOf(Objects.requireNonNullElse(removed, List.of()));
    }

    /** Decodes the column. */
    static MessagePreviews of(@Nullable String stored) {
        return stored == null || stored.isEmpty() ? NONE : JSON.readValue(stored, MessagePreviews.class);
    }

    /** Encodes the column; empty if there is nothing to store. */
    String stored() {
        return equals(NONE) ? "" : JSON.writeValueAsString(this);
    }

    /** Returns whether the link has a preview, or had one that was removed. */
    boolean covers(String url) {
        return removed.contains(url)
                || shown.stream().anyMatch(preview -> preview.url().equals(url));
    }

    MessagePreviews only(List<String> links) {
        return new MessagePreviews(
                shown.stream().filter(preview -> links.contains(preview.url())).toList(),
                removed.stream().filter(links::contains).toList());
    }

    MessagePreviews with(PreviewState preview, Comparator<PreviewState> order) {
        return new MessagePreviews(
                Stream.concat(shown.stream(), Stream.of(preview)).sorted(order).toList(), removed);
    }

    MessagePreviews without(PreviewState preview) {
        return new MessagePreviews(
                shown.stream().filter(one -> !one.equals(preview)).toList(),
                Stream.concat(removed.stream(), Stream.of(preview.url())).toList());
    }

    /** Returns the preview with a number; null if there is none. */
    @Nullable
    PreviewState find(int number) {
        return shown.stream()
                .filter(preview -> preview.number() == number)
                .findFirst()
                .orElse(null);
    }

    int nextNumber() {
        return shown.stream().mapToInt(PreviewState::number).max().orElse(0) + 1;
    }
}
