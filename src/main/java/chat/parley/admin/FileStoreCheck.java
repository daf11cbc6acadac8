package chat.parley.admin;

import chat.parley.admin.Finding.Subject;
import chat.parley.blob.Blobs;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Checks the file store, as seen from this node. */
@Component
class FileStoreCheck {

    private static final Subject STORE = new Subject("file_store", "File store");

    private final Blobs blobs;

    FileStoreCheck(Blobs blobs) {
        this.blobs = blobs;
    }

    Mono<Finding> examine() {
        return blobs.check()
                .then(Mono.fromSupplier(() -> STORE.ok("Files can be stored, listed and removed.")))
                .onErrorResume(failure -> Mono.fromSupplier(() -> STORE.problem(
                        blobs.trouble().orElse("It is full."),
                        "Files cannot be shared. Check the store, or correct parley.files.*.")));
    }
}
