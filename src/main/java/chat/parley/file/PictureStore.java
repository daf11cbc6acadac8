package chat.parley.file;

import chat.parley.account.Account;
import chat.parley.blob.Blobs;
import chat.parley.http.Rate;
import chat.parley.http.RateLimits;
import chat.parley.http.Refusal;
import chat.parley.http.Refusal.Code;
import java.util.Set;
import java.util.function.Function;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Stores small pictures. The type is detected from the bytes; personal data is removed. The remains of an aborted
 * upload are removed later.
 */
@Component
class PictureStore {

    private static final Set<String> TYPES = Set.of("image/png", "image/jpeg", "image/webp", "image/gif");

    private final Blobs blobs;
    private final StorageQuota quota;
    private final RateLimits limits;
    private final TransactionalOperator transaction;

    PictureStore(Blobs blobs, StorageQuota quota, RateLimits limits, TransactionalOperator transaction) {
        this.blobs = blobs;
        this.quota = quota;
        this.limits = limits;
        this.transaction = transaction;
    }

    /** @param side the maximum width and height in pixels */
    record Bounds(long bytes, int side) {

        Refusal tooLarge() {
            return Refusal.of(
                    Code.FILE_TOO_LARGE,
                    "The picture can have at most " + bytes / 1024 + " KB, and " + side + " pixels on each side.");
        }
    }

    /**
     * Stores a picture.
     *
     * @param owner the account whose quota and rate limit it counts against
     * @param use stores the reference to the picture, in the transaction that makes it permanent
     */
    <T> Mono<T> store(Account owner, Bounds bounds, RawBody body, Function<Picture, Mono<T>> use) {
        return Mono.defer(() -> {
            if (body.length() > bounds.bytes()) {
                return Mono.error(bounds.tooLarge());
            }
            quota.check(body.length());
            limits.take(Rate.UPLOAD, owner.id());
            return quota.reserve(owner.id(), body.length()).flatMap(blob -> write(blob, bounds, body, use));
        });
    }

    private <T> Mono<T> write(String blob, Bounds bounds, RawBody body, Function<Picture, Mono<T>> use) {
        Intake intake = new Intake(null, false);
        return blobs.write(blob, intake.pass(body.bytes()))
                .onErrorMap(Refusal.class, refusal -> explained(refusal, bounds))
                .then(Mono.fromRunnable(() -> check(intake, bounds)))
                .then(Mono.defer(() -> use.apply(new Picture(blob, intake.type(), intake.bytes()))
                        .delayUntil(used -> blobs.keep(blob, intake.bytes(), intake.hash()))
                        .as(transaction::transactional)))
                .onErrorResume(failure -> blobs.discard(blob).onErrorComplete().then(Mono.error(failure)));
    }

    private static void check(Intake intake, Bounds bounds) {
        ImageSize size = intake.size();
        if (size == null || !TYPES.contains(intake.type())) {
            throw notAPicture();
        }
        if (Math.max(size.width(), size.height()) > bounds.side()) {
            throw bounds.tooLarge();
        }
    }

    /** The refusals of shared files suggest sending the picture as a file, which is not possible here. */
    private static Refusal explained(Refusal refusal, Bounds bounds) {
        return switch (refusal.code()) {
            case FILE_TOO_LARGE -> bounds.tooLarge();
            case FILE_DAMAGED -> notAPicture();
            default -> refusal;
        };
    }

    private static Refusal notAPicture() {
        return Refusal.of(Code.FILE_DAMAGED, "Choose an undamaged PNG, JPEG, WebP or GIF picture.");
    }

    /** Removes a picture that is no longer used, as part of the caller's transaction. */
    Mono<Void> release(String id) {
        return blobs.release(id);
    }

    Flux<byte[]> firstByte(Picture picture) {
        return blobs.read(picture.id(), 0, 1);
    }

    Flux<byte[]> bytes(Picture picture) {
        return blobs.read(picture.id(), 0, picture.bytes());
    }
}
