package chat.parley.blob;

import chat.parley.database.BackupFiles;
import chat.parley.database.PrivateFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Stores blobs as files of a folder. A file gets its final name only when all of its bytes are on the disk. File access
 * blocks and runs on the given scheduler.
 */
final class FolderBlobs implements BlobStore, BackupFiles {

    private static final String PART = ".part";
    private static final int WRITE_AHEAD = 4;

    private final Path folder;
    private final Scheduler scheduler;

    FolderBlobs(Path folder, Scheduler scheduler) {
        this.folder = folder;
        this.scheduler = scheduler;
    }

    /** Creates the folder, inaccessible to other accounts of the machine. Blocks. */
    void prepare() throws IOException {
        new PrivateFiles(folder, name -> true).secure();
    }

    /** Links files instead of copying them if both folders are on one disk: they never change. */
    @Override
    public void copyTo(Path copies) throws IOException {
        new PrivateFiles(copies, name -> true).secure();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, file -> !isPart(file))) {
            for (Path file : files) {
                linkOrCopy(file, copies.resolve(file.getFileName()));
            }
        }
    }

    private static void linkOrCopy(Path file, Path copy) throws IOException {
        try {
            Files.createLink(copy, file);
        } catch (UnsupportedOperationException | FileSystemException notOnThisDisk) {
            try {
                Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
            } catch (NoSuchFileException removedMeanwhile) {
                // No message refers to it any more.
            }
        }
    }

    private static boolean isPart(Path file) {
        return file.getFileName().toString().endsWith(PART);
    }

    @Override
    public Mono<Void> write(String id, Flux<byte[]> pieces) {
        Path part = folder.resolve(id + PART);
        return Mono.using(
                        () -> open(part),
                        channel -> pieces.publishOn(scheduler, WRITE_AHEAD)
                                .doOnNext(piece -> FileBytes.append(channel, piece))
                                .then(Mono.fromRunnable(() -> finish(channel, part, file(id)))),
                        FileBytes::close)
                .subscribeOn(scheduler)
                .then();
    }

    private FileChannel open(Path part) throws IOException {
        new PrivateFiles(folder, name -> true).prepare(part);
        return FileChannel.open(
                part, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
    }

    private void finish(FileChannel channel, Path part, Path file) {
        try {
            channel.force(true);
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
            try (FileChannel directory = FileChannel.open(folder, StandardOpenOption.READ)) {
                directory.force(true);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Flux<byte[]> read(String id, long from, long length) {
        return Flux.using(
                        () -> FileChannel.open(file(id), StandardOpenOption.READ),
                        channel -> FileBytes.read(channel, from, length, PIECE),
                        FileBytes::close)
                .onErrorMap(NoSuchFileException.class, absent -> new MissingBlobException())
                .subscribeOn(scheduler);
    }

    @Override
    public Mono<Void> delete(String id) {
        return onDisk(() -> Files.deleteIfExists(folder.resolve(id + PART)) | Files.deleteIfExists(file(id)))
                .then();
    }

    @Override
    public Mono<Long> size(String id) {
        return onDisk(() -> Files.size(file(id))).onErrorResume(NoSuchFileException.class, absent -> Mono.empty());
    }

    @Override
    public Flux<String> list(String after, int limit) {
        return onDisk(() -> names(after, limit)).flatMapIterable(names -> names);
    }

    /** Reads the whole folder, whose order is undefined, and keeps no more names than the limit. */
    private SortedSet<String> names(String after, int limit) throws IOException {
        TreeSet<String> names = new TreeSet<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, Files::isRegularFile)) {
            for (Path file : files) {
                String name =
                        isPart(file) ? withoutPart(file) : file.getFileName().toString();
                if (name.compareTo(after) > 0 && names.add(name) && names.size() > limit) {
                    names.pollLast();
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return names;
    }

    private static String withoutPart(Path part) {
        String name = part.getFileName().toString();
        return name.substring(0, name.length() - PART.length());
    }

    @Override
    public Mono<Long> free() {
        return onDisk(() -> Files.getFileStore(folder).getUsableSpace());
    }

    private <T> Mono<T> onDisk(Callable<T> work) {
        return Mono.fromCallable(work).subscribeOn(scheduler);
    }

    private Path file(String id) {
        return folder.resolve(id);
    }
}
