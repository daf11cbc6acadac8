package chat.parley.preview;

import chat.parley.file.PreviewPictures;
import chat.parley.roomlog.LinkPreviewProperties;
import chat.parley.roomlog.MessageWrite;
import chat.parley.roomlog.PreviewTask;
import chat.parley.roomlog.RoomLog;
import chat.parley.roomlog.Write;
import chat.parley.roomlog.state.Actor;
import chat.parley.roomlog.state.PreviewState;
import chat.parley.task.Task;
import chat.parley.task.TaskHandler;
import java.util.Optional;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Fetches the preview of a link and adds it to its message. Repeating it changes nothing, because a link has at most
 * one preview. A page that cannot be read has no preview, and is not tried again.
 */
@Component
class PreviewHandler implements TaskHandler {

    private static final int MAX_TRIES = 3;

    private final LinkedMessages messages;
    private final PageCache pages;
    private final PreviewPictures pictures;
    private final RoomLog log;
    private final LinkPreviewProperties properties;

    PreviewHandler(
            LinkedMessages messages,
            PageCache pages,
            PreviewPictures pictures,
            RoomLog log,
            LinkPreviewProperties properties) {
        this.messages = messages;
        this.pages = pages;
        this.pictures = pictures;
        this.log = log;
        this.properties = properties;
    }

    @Override
    public String kind() {
        return PreviewTask.KIND;
    }

    @Override
    public int maxTries() {
        return MAX_TRIES;
    }

    /** At most half of these serve a single host or author. */
    @Override
    public int concurrency() {
        return 8;
    }

    @Override
    public Mono<Void> run(Task task) {
        PreviewTask preview = PreviewTask.of(task.body());
        return messages.author(preview)
                .filter(author -> properties.enabled())
                .flatMap(author -> pages.get(preview.url())
                        .filter(FetchedPage::showsSomething)
                        .flatMap(page -> add(preview, author, page)));
    }

    private Mono<Void> add(PreviewTask task, Actor author, FetchedPage page) {
        Mono<Optional<PreviewPictures.Stored>> picture = page.picture() == null
                ? Mono.just(Optional.empty())
                : pictures.store(page.picture(), author.id()).singleOptional();
        return picture.flatMap(stored -> add(task, author, page.description(), stored));
    }

    private Mono<Void> add(
            PreviewTask task, Actor author, PageDescription page, Optional<PreviewPictures.Stored> picture) {
        if (page.title() == null && page.description() == null && picture.isEmpty()) {
            return Mono.empty();
        }
        PreviewState state = new PreviewState(
                0,
                task.url(),
                page.title(),
                page.description(),
                page.site(),
                picture.map(PreviewPictures.Stored::state).orElse(null));
        Write write = new MessageWrite.AddPreview(
                author,
                task.seq(),
                task.editedAt(),
                state,
                picture.map(PreviewPictures.Stored::blob).orElse(null));
        return log.write(task.room(), write).then(Mono.justOrEmpty(picture).flatMap(pictures::discard));
    }
}
