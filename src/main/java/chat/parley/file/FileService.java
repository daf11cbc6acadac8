package chat.parley.file;

import chat.parley.account.Account;
import chat.parley.blob.BlobId;
import chat.parley.blob.Blobs;
import chat.parley.http.Rate;
import chat.parley.http.RateLimits;
import chat.parley.http.Refusal;
import chat.parley.http.Refusal.Code;
import chat.parley.room.RoomAccess;
import chat.parley.room.RoomService;
import chat.parley.roomlog.state.FileState;
import chat.parley.roomlog.state.Nonce;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Stores files and checks who may read them. A file belongs to a room from the start, and is visible to its author only
 * until a message names it. Bytes are streamed in constant memory. The remains of an aborted upload are removed later.
 */
@Service
class FileService {

    /** The lifetime of a file that was not posted. */
    private static final Duration UNPOSTED_LIFETIME = Duration.ofDays(1);

    /** The maximum number of files of a message. */
    private static final int MAX_FILES = 10;

    private static final long MAX_PREVIEW_BYTES = 1024 * 1024;

    private final StoredFiles files;
    private final Blobs blobs;
    private final StorageQuota quota;
    private final RoomService rooms;
    private final RoomAccess access;
    private final RateLimits limits;
    private final TransactionalOperator transaction;
    private final SecureRandom random;
    private final Clock clock;

    FileService(
            StoredFiles files,
            Blobs blobs,
            StorageQuota quota,
            RoomService rooms,
            RoomAccess access,
            RateLimits limits,
            TransactionalOperator transaction,
            SecureRandom random,
            Clock clock) {
        this.files = files;
        this.blobs = blobs;
        this.quota = quota;
        this.rooms = rooms;
        this.access = access;
        this.limits = limits;
        this.transaction = transaction;
        this.random = random;
        this.clock = clock;
    }

    /**
     * An upload in progress.
     *
     * @param bytes its length, as declared by the request
     * @param type the media type declared by the request; null if there is none
     * @param plain whether to store pictures unchanged
     */
    record Upload(
            String room,
            String nonce,
            String name,
            long bytes,
            @Nullable String type,
            boolean plain,
            Flux<byte[]> body) {}

    /**
     * Stores a file for a future message. Repeating it with the same nonce and the same bytes returns the same file;
     * other bytes are refused with {@code nonce_reused}.
     */
    Mono<StoredFile> upload(Account author, Upload upload) {
        return Mono.defer(() -> {
            String nonce = Nonce.of(upload.nonce());
            quota.check(upload.bytes());
            return rooms.read(upload.room(), author)
                    .doOnNext(room -> access.mayPost(room.subject()))
                    .doOnNext(room -> limits.take(Rate.UPLOAD, author.id()))
                    .then(files.byNonce(upload.room(), author.id(), nonce))
                    .flatMap(first -> repeated(first, upload))
                    .switchIfEmpty(Mono.defer(() -> store(author, nonce, upload)));
        });
    }

    private Mono<StoredFile> store(Account author, String nonce, Upload upload) {
        return quota.reserve(author.id(), upload.bytes()).flatMap(blob -> {
            Intake intake = new Intake(upload.type(), upload.plain());
            return blobs.write(blob, intake.pass(upload.body()))
                    .then(Mono.fromSupplier(() -> row(author, nonce, upload, blob, intake)))
                    .flatMap(this::keep)
                    .onErrorResume(
                            failure -> blobs.discard(blob).onErrorComplete().then(Mono.error(failure)));
        });
    }

    private StoredFile row(Account author, String nonce, Upload upload, String blob, Intake intake) {
        ImageSize size = intake.size();
        return new StoredFile(
                new FileState(
                        BlobId.random(random),
                        upload.name(),
                        intake.type(),
                        intake.bytes(),
                        size == null ? null : size.width(),
                        size == null ? null : size.height(),
                        false,
                        null),
                upload.room(),
                author.id(),
                nonce,
                intake.hash(),
                blob,
                null,
                null,
                null);
    }

    private Mono<StoredFile> keep(StoredFile file) {
        Instant expires = clock.instant().plus(UNPOSTED_LIFETIME);
        return files.insert(file, expires)
                .then(blobs.keep(file.blob(), file.state().bytes(), file.hash()))
                .as(transaction::transactional)
                .thenReturn(file)
                .onErrorResume(
                        DataIntegrityViolationException.class,
                        taken -> files.byNonce(file.room(), file.author(), file.nonce())
                                .flatMap(first -> requireSame(first, file))
                                .delayUntil(first -> blobs.discard(file.blob()).onErrorComplete()));
    }

    private Mono<StoredFile> repeated(StoredFile first, Upload upload) {
        Intake intake = new Intake(upload.type(), upload.plain());
        return intake.pass(upload.body())
                .then(Mono.fromSupplier(() -> first.hash().equals(intake.hash())
                        && first.state().name().equals(upload.name())))
                .flatMap(same -> same ? Mono.just(first) : Mono.error(FileService::nonceReused));
    }

    private static Mono<StoredFile> requireSame(StoredFile first, StoredFile second) {
        return first.isSameAs(second) ? Mono.just(first) : Mono.error(FileService::nonceReused);
    }

    private static Refusal nonceReused() {
        return Refusal.of(Code.NONCE_REUSED, "This nonce was already used for another file.");
    }

    /** Stores the author's preview of a file. A second preview is ignored. */
    Mono<Void> preview(Account author, String id, long bytes, Flux<byte[]> body) {
        return Mono.defer(() -> {
            if (bytes > MAX_PREVIEW_BYTES) {
                return Mono.error(Refusal.of(Code.FILE_TOO_LARGE, "A preview can have at most 1 MB."));
            }
            quota.check(bytes);
            return find(id).filter(file -> file.author() == author.id() && !file.posted())
                    .switchIfEmpty(Mono.error(FileService::notFound))
                    .doOnNext(file -> limits.take(Rate.UPLOAD, author.id()))
                    .flatMap(file -> file.preview() == null ? storePreview(author, file, bytes, body) : Mono.empty());
        });
    }

    private Mono<Void> storePreview(Account author, StoredFile file, long bytes, Flux<byte[]> body) {
        return quota.reserve(author.id(), bytes).flatMap(blob -> {
            Intake intake = new Intake(null, false);
            return blobs.write(blob, intake.pass(body))
                    .then(Mono.defer(() -> {
                        if (intake.size() == null) {
                            return Mono.error(Refusal.of(Code.FILE_DAMAGED, "A preview must be a picture."));
                        }
                        return blobs.keep(blob, intake.bytes(), intake.hash())
                                .then(files.addPreview(file.state().id(), blob, intake.type()))
                                .filter(added -> added)
                                .switchIfEmpty(Mono.error(FileService::notFound))
                                .as(transaction::transactional);
                    }))
                    .onErrorResume(
                            failure -> blobs.discard(blob).onErrorComplete().then(Mono.error(failure)))
                    .then();
        });
    }

    /** Returns a file. Refused unless the account may read its message, or has uploaded it and not posted it yet. */
    Mono<StoredFile> read(Account account, String id) {
        return find(id).delayUntil(file -> rooms.read(file.room(), account))
                .filter(file -> file.posted() || file.author() == account.id())
                .onErrorMap(Refusal.class, unknown -> notFound())
                .switchIfEmpty(Mono.error(FileService::notFound));
    }

    /**
     * Returns the files of a room, newest message first: at least {@code least} if they exist, and all files of each
     * message.
     */
    Mono<List<StoredFile>> list(Account account, String room, long before, int least) {
        return rooms.read(room, account)
                .then(files.posted(room, before, least + MAX_FILES))
                .map(found -> wholeMessages(found, least));
    }

    private static List<StoredFile> wholeMessages(List<StoredFile> found, int least) {
        int end = Math.min(least, found.size());
        while (end > 0
                && end < found.size()
                && Objects.equals(found.get(end).seq(), found.get(end - 1).seq())) {
            end++;
        }
        return found.subList(0, end);
    }

    Flux<byte[]> bytes(String blob, long from, long length) {
        return blobs.read(blob, from, length);
    }

    Mono<Long> size(String blob) {
        return blobs.length(blob);
    }

    private Mono<StoredFile> find(String id) {
        return BlobId.isValid(id) ? files.byId(id) : Mono.empty();
    }

    static Refusal notFound() {
        return Refusal.of(Code.FILE_NOT_FOUND, "This file doesn't exist.");
    }
}
