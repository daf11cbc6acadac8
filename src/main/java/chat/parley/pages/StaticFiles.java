package chat.parley.pages;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.core.io.support.ResourcePatternResolver;
import org.springframework.http.MediaType;

/** Reads {@code static-web} and the WebJars from the class path at start-up, where blocking is harmless. */
final class StaticFiles {

    private static final String ROOT = "static-web/";
    private static final String PAGES = "pages/";
    private static final String APP = "app/";
    private static final String STYLES = "styles/";

    private static final Map<String, MediaType> TYPES = Map.of(
            "js", new MediaType("text", "javascript", StandardCharsets.UTF_8),
            "map", new MediaType("application", "json", StandardCharsets.UTF_8),
            "json", new MediaType("application", "json", StandardCharsets.UTF_8),
            "css", new MediaType("text", "css", StandardCharsets.UTF_8),
            "svg", new MediaType("image", "svg+xml", StandardCharsets.UTF_8),
            "png", MediaType.IMAGE_PNG);

    private final ResourcePatternResolver resolver = new PathMatchingResourcePatternResolver();
    private final Map<String, byte[]> files = new HashMap<>();

    StaticFiles() throws IOException {
        for (Resource resource : resolver.getResources("classpath:/" + ROOT + "**/*.*")) {
            String url = resource.getURL().getPath();
            files.put(url.substring(url.lastIndexOf(ROOT) + ROOT.length()), read(resource));
        }
    }

    /** Returns all assets and libraries, excluding files that are served under other names. */
    Assets assets() throws IOException {
        List<Asset> assets = new ArrayList<>();
        files.forEach((path, bytes) -> {
            if (!path.startsWith(APP) && !path.startsWith(STYLES)) {
                type(path).ifPresent(type -> assets.add(Asset.of(path, type, bytes)));
            }
        });
        for (Library library : Library.ALL) {
            assets.add(Asset.of(library.path(), type(library.path()).orElseThrow(), read(library)));
        }
        assets.add(styles());
        return new Assets(assets);
    }

    /** Concatenates all style sheets in the order of their names, so that a page loads one file instead of many. */
    private Asset styles() throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (String path : new TreeSet<>(files.keySet())) {
            if (path.startsWith(STYLES)) {
                all.write(files.get(path));
            }
        }
        return Asset.of(Assets.STYLES, type(Assets.STYLES).orElseThrow(), all.toByteArray());
    }

    /** Returns the HTML files below {@code pages/}, by path. */
    Map<String, String> pages() {
        return texts(PAGES);
    }

    /** Returns the files below {@code app/}, by name. */
    Map<String, String> app() {
        return texts(APP);
    }

    private Map<String, String> texts(String folder) {
        Map<String, String> texts = new HashMap<>();
        files.forEach((path, bytes) -> {
            if (path.startsWith(folder)) {
                texts.put(path.substring(folder.length()), new String(bytes, StandardCharsets.UTF_8));
            }
        });
        return texts;
    }

    private static Optional<MediaType> type(String path) {
        return Optional.ofNullable(TYPES.get(path.substring(path.lastIndexOf('.') + 1)));
    }

    private byte[] read(Library library) throws IOException {
        Resource[] found = resolver.getResources(library.location());
        if (found.length != 1) {
            throw new IllegalStateException(library.location() + " is " + found.length + " files");
        }
        return read(found[0]);
    }

    private static byte[] read(Resource resource) throws IOException {
        try (InputStream in = resource.getInputStream()) {
            return in.readAllBytes();
        }
    }
}
