package chat.parley.file;

import chat.parley.blob.Blobs;
import chat.parley.http.Refusal;
import chat.parley.roomlog.PreviewBlob;
import chat.parley.roomlog.state.PreviewState.PictureState;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Stores the pictures of previews, by the rules for shared pictures, and finds them again. */
@Component
public class PreviewPictures {

    private static final Set<String> TYPES = Set.of("image/png", "image/jpeg", "image/webp", "image/gif");

    private static final String FIND = """
            select p.blob_id, p.type, p.bytes, p.hash from preview_picture p
            join message m on m.room_id = p.room_id and m.seq = p.seq and m.deleted_at is null
            where p.room_id = :room and p.seq = :seq and p.number = :number""";

    private final Blobs blobs;
    private final StorageQuota quota;
    private final DatabaseClient database;

    PreviewPictures(Blobs blobs, StorageQuota quota, DatabaseClient database) {
        this.blobs = blobs;
        this.quota = quota;
        this.database = database;
    }

    /** A picture whose bytes are stored, but expire unless a message keeps them. */
    public record Stored(PreviewBlob blob, PictureState state) {}

    /**
     * Stores a picture, which counts against the quota of the message's author. Empty if the bytes are not an intact
     * picture of a known type, or if there is no space.
     */
    public Mono<Stored> store(byte[] bytes, long author) {
        return quota.reserve(author, bytes.length)
                .onErrorResume(PreviewPictures::ignored)
                .flatMap(blob -> {
                    Intake intake = new Intake(null, false);
                    return blobs.write(blob, intake.pass(Flux.just(bytes)))
                            .then(Mono.fromSupplier(() -> stored(blob, intake)))
                            .switchIfEmpty(blobs.discard(blob).then(Mono.empty()))
                            .onErrorResume(failure ->
                                    blobs.discard(blob).onErrorComplete().then(ignored(failure)));
                });
    }

    private static @Nullable Stored stored(String blob, Intake intake) {
        ImageSize size = intake.size();
        return size == null || !TYPES.contains(intake.type())
                ? null
                : new Stored(
                        new PreviewBlob(blob, intake.type(), intake.bytes(), intake.hash()),
                        new PictureState(intake.type(), intake.bytes(), size.width(), size.height()));
    }

    private static <T> Mono<T> ignored(Throwable failure) {
        return failure instanceof Refusal refusal && refusal.code() != Refusal.Code.UNAVAILABLE
                ? Mono.empty()
                : Mono.error(failure);
    }

    /** Removes a picture unless a message keeps it. */
    public Mono<Void> discard(Stored picture) {
        return blobs.discard(picture.blob().id());
    }

    Mono<PreviewBlob> find(String room, long seq, int number) {
        return database.sql(FIND)
                .bind("room", room)
                .bind("seq", seq)
                .bind("number", number)
                .map(row -> new PreviewBlob(
                        Objects.requireNonNull(row.get(0, String.class)),
                        Objects.requireNonNull(row.get(1, String.class)),
                        Objects.requireNonNull(row.get(2, Long.class)),
                        Objects.requireNonNull(row.get(3, String.class))))
                .one();
    }
}
