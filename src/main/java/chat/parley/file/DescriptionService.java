package chat.parley.file;

import chat.parley.account.Account;
import chat.parley.http.Rate;
import chat.parley.http.RateLimits;
import chat.parley.http.Refusal;
import chat.parley.http.Refusal.Code;
import chat.parley.room.RoomService;
import chat.parley.roomlog.MessageWrite;
import chat.parley.roomlog.RoomLog;
import chat.parley.roomlog.state.FileState;
import chat.parley.roomlog.state.MessageState;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/**
 * Describes pictures for people who cannot see them. The description of an unposted file is stored with it and becomes
 * part of the message; that of a posted file is a change of its message.
 */
@Service
class DescriptionService {

    private final FileService service;
    private final StoredFiles files;
    private final RoomLog log;
    private final RateLimits limits;

    DescriptionService(FileService service, StoredFiles files, RoomLog log, RateLimits limits) {
        this.service = service;
        this.files = files;
        this.log = log;
        this.limits = limits;
    }

    /**
     * Replaces the description of a picture; only its author may. Changes nothing if the description is the same.
     *
     * @param raw null or blank for none
     */
    Mono<FileState> describe(Account author, String id, @Nullable String raw) {
        return Mono.defer(() -> {
            String alt = AltText.of(raw);
            return service.read(author, id)
                    .doOnNext(file -> requireOwnPicture(author, file))
                    .doOnNext(file -> limits.take(Rate.POST, author.id()))
                    .flatMap(file -> describe(author, file, alt));
        });
    }

    private static void requireOwnPicture(Account author, StoredFile file) {
        if (file.author() != author.id()) {
            throw Refusal.of(Code.FORBIDDEN, "Only the author of a picture can describe it.");
        }
        if (!file.state().type().startsWith("image/")) {
            throw Refusal.field("alt", "not_a_picture", "Only pictures have descriptions.");
        }
    }

    private Mono<FileState> describe(Account author, StoredFile file, @Nullable String alt) {
        return file.posted() ? describePosted(author, file, alt) : describeUnposted(author, file, alt);
    }

    /** The file may be posted in the meantime. */
    private Mono<FileState> describeUnposted(Account author, StoredFile file, @Nullable String alt) {
        return files.describe(file.state().id(), alt)
                .flatMap(done -> done
                        ? Mono.just(file.state().described(alt))
                        : service.read(author, file.state().id())
                                .filter(StoredFile::posted)
                                .flatMap(posted -> describePosted(author, posted, alt))
                                .switchIfEmpty(Mono.error(FileService::notFound)));
    }

    private Mono<FileState> describePosted(Account author, StoredFile file, @Nullable String alt) {
        String id = file.state().id();
        long seq = Objects.requireNonNull(file.seq());
        return log.write(file.room(), new MessageWrite.Describe(RoomService.actor(author), seq, id, alt))
                .cast(MessageState.class)
                .flatMapIterable(MessageState::files)
                .filter(state -> state.id().equals(id))
                .next();
    }
}
