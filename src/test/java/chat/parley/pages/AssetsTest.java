package chat.parley.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.springframework.http.MediaType;
import tools.jackson.databind.json.JsonMapper;

class AssetsTest {

    private final Asset entry = script("ui/page.js", "import { b } from '../net/b.js';\nimport 'lit';");
    private final Asset imported = script("net/b.js", "export const b = 1;");

    @Test
    void hashedNameChangesOnlyWithTheContent() {
        assertThat(script("net/b.js", "export const b = 1;").url()).isEqualTo(imported.url());
        assertThat(script("net/b.js", "export const b = 2;").url()).isNotEqualTo(imported.url());
        assertThat(imported.url()).matches("static/net/b\\.[0-9a-f]{16}\\.js");
    }

    @Test
    void onlyHashedNamesAreCachedForEver() {
        Assets assets = new Assets(List.of(imported));

        assertThat(assets.serve(imported.url().substring("static/".length())))
                .hasValueSatisfying(served -> assertThat(served.isImmutable()).isTrue());
        assertThat(assets.serve("net/b.0123456789abcdef.js"))
                .hasValueSatisfying(served -> assertThat(served.isImmutable()).isFalse());
        assertThat(assets.serve("net/b.js"))
                .hasValueSatisfying(served -> assertThat(served.isImmutable()).isFalse());
        assertThat(assets.serve("net/c.js")).isEmpty();
    }

    @Test
    void importMapMapsEveryModuleToItsHashedName() {
        Assets assets = realAssets(entry, imported);
        Modules modules = new Modules(assets, JsonMapper.shared());

        List<Asset> closure = modules.closure("ui/page.js");

        assertThat(closure).contains(entry, imported, assets.get("lib/lit-html/lit-html.js"));
        assertThat(modules.importMap(closure))
                .contains("\"./static/net/b.js\":\"./" + imported.url() + "\"")
                .contains("\"lit\":\"./" + assets.get("lib/lit/index.js").url() + "\"");
    }

    @Test
    void missingImportFailsTheStart() {
        Modules modules = new Modules(realAssets(entry), JsonMapper.shared());
        assertThatThrownBy(() -> modules.closure("ui/page.js")).hasMessageContaining("net/b.js");

        Modules others = new Modules(realAssets(script("ui/x.js", "import 'react';")), JsonMapper.shared());
        assertThatThrownBy(() -> others.closure("ui/x.js")).hasMessageContaining("react");
    }

    @Test
    void baseOfThePageIsEscaped() {
        Templates templates =
                new Templates(Map.of("p.html", "<base href=\"{{base}}\"><a href=\"x\">"), realAssets(), modules());

        Page page = templates.page("p");

        assertThat(new String(page.at("/chat\"><script>/").bytes(), StandardCharsets.UTF_8))
                .isEqualTo("<base href=\"/chat&quot;&gt;&lt;script&gt;/\"><a href=\"x\">");
        assertThat(page.at("/").hash()).isNotEqualTo(page.at("/chat/").hash());
    }

    @Test
    void pageLoadsItsBundleOrElseItsModules() {
        Asset page = script("ui/pages/p.js", "import '../../net/b.js';");
        Asset bundle = script("bundles/p.js", "const b = 1;");

        Page ofModules = pageOf(page, imported);
        assertThat(ofModules.html()).contains("importmap", imported.url(), page.url());
        assertThat(ofModules.policy()).contains("script-src 'self' 'sha256-");
        Page ofBundle = pageOf(page, imported, bundle);
        assertThat(ofBundle.policy()).contains("script-src 'self';");
        assertThat(ofBundle.html())
                .contains("<script type=\"module\" src=\"" + bundle.url() + "\">")
                .doesNotContain("importmap", imported.url(), page.url());
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, architectures = "amd64")
    void buildCreatesABundleForEveryPage() throws IOException {
        Assets assets = new StaticFiles().assets();

        assertThat(assets.modules())
                .filteredOn(module -> module.path().startsWith("ui/pages/"))
                .isNotEmpty()
                .allSatisfy(module -> assertThat(assets.find(module.path().replace("ui/pages/", "bundles/")))
                        .isPresent());
    }

    @Test
    void unknownPlaceholderFailsTheStart() {
        Templates templates = new Templates(Map.of("p.html", "{{base}}{{asset no.svg}}"), realAssets(), modules());
        assertThatThrownBy(() -> templates.page("p")).hasMessageContaining("no.svg");
    }

    private static Page pageOf(Asset... own) {
        Assets assets = realAssets(own);
        Modules modules = new Modules(assets, JsonMapper.shared());
        return new Templates(Map.of("p.html", "{{base}}{{script p}}"), assets, modules).page("p");
    }

    private static Modules modules() {
        return new Modules(realAssets(), JsonMapper.shared());
    }

    /** Returns these assets and the libraries. */
    private static Assets realAssets(Asset... own) {
        try {
            List<Asset> all = new ArrayList<>(new StaticFiles()
                    .assets().modules().stream()
                            .filter(asset -> asset.path().startsWith("lib/"))
                            .toList());
            all.addAll(List.of(own));
            return new Assets(all);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Asset script(String path, String source) {
        return Asset.of(path, new MediaType("text", "javascript"), source.getBytes(StandardCharsets.UTF_8));
    }
}
