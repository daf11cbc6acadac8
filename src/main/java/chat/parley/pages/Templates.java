package chat.parley.pages;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Fills the placeholders of pages, at start-up:
 *
 * <ul>
 *   <li>{@code {{part bar}}}: the file {@code pages/parts/bar.html}, filled too;
 *   <li>{@code {{asset pictures/mark.svg}}}: where that file is served;
 *   <li>{@code {{bundle highlighter}}}: where the bundle of {@code ui/pages/highlighter.js} is served; empty without a
 *       bundle;
 *   <li>{@code {{styles}}}: a link to all style sheets;
 *   <li>{@code {{script chat}}}: the script of the page: the bundle of {@code ui/pages/chat.js} and all that it imports,
 *       or without a bundle that module itself, with an import map;
 *   <li>{@code {{base}}}: left for the request.
 * </ul>
 */
final class Templates {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{([a-z-]+)(?: ([^}]+))?}}");

    private final Map<String, String> files;
    private final Assets assets;
    private final Modules modules;

    /** @param files the HTML files below {@code pages/}, by path */
    Templates(Map<String, String> files, Assets assets, Modules modules) {
        this.files = files;
        this.assets = assets;
        this.modules = modules;
    }

    Page page(String name) {
        return Page.of(fill(file(name + ".html")));
    }

    String fill(String html) {
        return PLACEHOLDER
                .matcher(html)
                .replaceAll(
                        found -> Matcher.quoteReplacement(replacement(found.group(), found.group(1), found.group(2))));
    }

    private String replacement(String placeholder, String kind, String argument) {
        return switch (kind) {
            case "part" -> fill(file("parts/" + argument + ".html")).strip();
            case "asset" -> assets.get(argument).url();
            case "bundle" -> bundle(argument).map(Asset::url).orElse("");
            case "styles" -> styles();
            case "script" -> script(argument);
            case "base" -> placeholder;
            default -> throw new IllegalArgumentException("Unknown placeholder " + placeholder);
        };
    }

    private String styles() {
        return "<link rel=\"stylesheet\" href=\"" + assets.get(Assets.STYLES).url() + "\">";
    }

    private String script(String page) {
        return bundle(page).map(Templates::moduleScript).orElseGet(() -> modules("ui/pages/" + page + ".js"));
    }

    private Optional<Asset> bundle(String page) {
        return assets.find("bundles/" + page + ".js");
    }

    private String modules(String path) {
        List<Asset> closure = modules.closure(path);
        return Stream.of(
                        Stream.of("<script type=\"importmap\">" + modules.importMap(closure) + "</script>"),
                        closure.stream().map(module -> "<link rel=\"modulepreload\" href=\"" + module.url() + "\">"),
                        Stream.of(moduleScript(assets.get(path))))
                .flatMap(Function.identity())
                .collect(Collectors.joining("\n"));
    }

    private static String moduleScript(Asset script) {
        return "<script type=\"module\" src=\"" + script.url() + "\"></script>";
    }

    private String file(String path) {
        String html = files.get(path);
        if (html == null) {
            throw new IllegalArgumentException("There is no static-web/pages/" + path);
        }
        return html;
    }
}
