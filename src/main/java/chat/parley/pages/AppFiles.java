package chat.parley.pages;

import chat.parley.http.ContentPolicy;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.springframework.http.MediaType;
import tools.jackson.databind.json.JsonMapper;

/**
 * The files of the installable web app: the manifest, and the service worker, which opens the chat without a network.
 * All URLs in them are relative to the base of the site.
 */
final class AppFiles {

    private static final String SHELL = "chat";
    private static final String MANIFEST_NAME = "manifest.webmanifest";
    private static final String WORKER_NAME = "service-worker.js";
    private static final String PUSH_NAME = "push.js";
    private static final String ICON = "{{asset pictures/icon-192.png}}";
    private static final Pattern ASSET = Pattern.compile("\"(?:\\./)?(static/[^\"]+)\"");
    private static final MediaType MANIFEST = new MediaType("application", "manifest+json", StandardCharsets.UTF_8);
    private static final MediaType SCRIPT = new MediaType("text", "javascript", StandardCharsets.UTF_8);

    private final AppFile manifest;
    private final AppFile serviceWorker;

    /**
     * @param files the source files by name
     * @param shell the page of the chat
     */
    AppFiles(Map<String, String> files, Templates templates, Page shell, JsonMapper json) {
        manifest = AppFile.of(
                MANIFEST_NAME, MANIFEST, ContentPolicy.NOTHING, templates.fill(source(files, MANIFEST_NAME)));
        String worker = source(files, WORKER_NAME) + source(files, PUSH_NAME);
        String declaration = shell(shell, worker, templates.fill(ICON), json);
        serviceWorker = AppFile.of(WORKER_NAME, SCRIPT, ContentPolicy.WORKER, declaration + worker);
    }

    AppFile manifest() {
        return manifest;
    }

    AppFile serviceWorker() {
        return serviceWorker;
    }

    /**
     * Returns the declaration of all assets of the chat page, of the icon of notifications, and of a version that
     * changes with any of them.
     */
    private static String shell(Page page, String worker, String icon, JsonMapper json) {
        List<String> assets = ASSET.matcher(page.html())
                .results()
                .map(found -> found.group(1))
                .filter(Assets::isHashed)
                .distinct()
                .sorted()
                .toList();
        String version = Asset.hash((page.html() + worker).getBytes(StandardCharsets.UTF_8));
        return "self.SHELL = "
                + json.writeValueAsString(Map.of("version", version, "page", SHELL, "assets", assets, "icon", icon))
                + ";\n";
    }

    private static String source(Map<String, String> files, String name) {
        return Objects.requireNonNull(files.get(name), name);
    }
}
