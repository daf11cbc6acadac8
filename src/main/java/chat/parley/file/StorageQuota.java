package chat.parley.file;

import chat.parley.blob.Blobs;
import chat.parley.http.Refusal;
import chat.parley.http.Refusal.Code;
import org.springframework.stereotype.Component;
import org.springframework.util.unit.DataSize;
import reactor.core.publisher.Mono;

/**
 * Enforces quotas. An upload reserves its bytes before the total is checked, so that concurrent uploads on several
 * nodes cannot exceed a quota together.
 */
@Component
class StorageQuota {

    private final Blobs blobs;
    private final FileProperties properties;

    StorageQuota(Blobs blobs, FileProperties properties) {
        this.blobs = blobs;
        this.properties = properties;
    }

    /** Refuses empty and oversized files. */
    void check(long bytes) {
        if (bytes > properties.maxBytes().toBytes()) {
            throw Refusal.of(
                    Code.FILE_TOO_LARGE,
                    "A file can have at most " + properties.maxBytes().toMegabytes() + " MB.");
        }
        if (bytes == 0) {
            throw Refusal.of(Code.FILE_EMPTY, "This file is empty.");
        }
    }

    /** Reserves a blob. Refused with {@code storage_full}, without a reservation, if there is no space. */
    Mono<String> reserve(long account, long bytes) {
        return blobs.free()
                .filter(free -> free - bytes >= properties.minFree().toBytes())
                .switchIfEmpty(Mono.error(() -> full("The server's disk is full.")))
                .then(blobs.reserve(account, bytes))
                .flatMap(id -> checkUsage(account)
                        .onErrorResume(Refusal.class, no -> blobs.discard(id).then(Mono.error(no)))
                        .thenReturn(id));
    }

    private Mono<Void> checkUsage(long account) {
        Mono<Long> own = blobs.usedBy(account)
                .filter(used -> used <= properties.quotaPerAccount().toBytes())
                .switchIfEmpty(Mono.error(() -> full("Your files take up all of your space. Delete some first.")));
        return own.then(checkTotal());
    }

    private Mono<Void> checkTotal() {
        DataSize total = properties.quotaTotal();
        return total == null
                ? Mono.empty()
                : blobs.used()
                        .filter(used -> used <= total.toBytes())
                        .switchIfEmpty(Mono.error(() -> full("The space for files on this server is full.")))
                        .then();
    }

    private static Refusal full(String detail) {
        return Refusal.of(Code.STORAGE_FULL, detail);
    }
}
