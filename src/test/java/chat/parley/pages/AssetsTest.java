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
import org.springframework.http.MediaType;
import tools.jackson.databind.json.JsonMapper;

class AssetsTest {

    private final Asset entry = script("ui/page.js", "import { b } from '../net/b.js';\nimport 'lit';");
    private final Asset imported = script("net/b.js", "export const b = 1;");

    @Test
    void nameOfAFileChangesWithItsContentOnly() {
        assertThat(script("net/b.js", "export const b = 1;").url()).isEqualTo(imported.url());
        assertThat(script("net/b.js", "export const b = 2;").url()).isNotEqualTo(imported.url());
        assertThat(imported.url()).matches("static/net/b\\.[0-9a-f]{16}\\.js");
    }

    @Test
    void servesAHashedNameForEverAndAnyOtherOneForNow() {
        Assets assets = new Assets(List.of(imported));

        assertThat(assets.serve(imported.url().substring("static/".length())))
                .hasValueSatisfying(served -> assertThat(served.forEver()).isTrue());
        assertThat(assets.serve("net/b.0123456789abcdef.js"))
                .hasValueSatisfying(served -> assertThat(served.forEver()).isFalse());
        assertThat(assets.serve("net/b.js"))
                .hasValueSatisfying(served -> assertThat(served.forEver()).isFalse());
        assertThat(assets.serve("net/c.js")).isEmpty();
    }

    @Test
    void importMapLeadsEveryModuleOfAPageToItsHashedName() {
        Assets assets = realAssets(entry, imported);
        Modules modules = new Modules(assets, JsonMapper.shared());

        List<Asset> closure = modules.closure("ui/page.js");

        assertThat(closure).contains(entry, imported, assets.get("lib/lit-html/lit-html.js"));
        assertThat(modules.importMap(closure))
                .contains("\"./static/net/b.js\":\"./" + imported.url() + "\"")
                .contains("\"lit\":\"./" + assets.get("lib/lit/index.js").url() + "\"");
    }

    @Test
    void aModuleThatImportsWhatIsNotThereIsFoundAtStartUp() {
        Modules modules = new Modules(realAssets(entry), JsonMapper.shared());
        assertThatThrownBy(() -> modules.closure("ui/page.js")).hasMessageContaining("net/b.js");

        Modules others = new Modules(realAssets(script("ui/x.js", "import 'react';")), JsonMapper.shared());
        assertThatThrownBy(() -> others.closure("ui/x.js")).hasMessageContaining("react");
    }

    @Test
    void pageTakesItsBaseFromTheRequestAsText() {
        Templates templates =
                new Templates(Map.of("p.html", "<base href=\"{{base}}\"><a href=\"x\">"), realAssets(), modules());

        Page page = templates.page("p");

        assertThat(new String(page.at("/chat\"><script>/").bytes(), StandardCharsets.UTF_8))
                .isEqualTo("<base href=\"/chat&quot;&gt;&lt;script&gt;/\"><a href=\"x\">");
        assertThat(page.at("/").hash()).isNotEqualTo(page.at("/chat/").hash());
    }

    @Test
    void unknownPlaceholderIsFoundAtStartUp() {
        Templates templates = new Templates(Map.of("p.html", "{{base}}{{asset no.svg}}"), realAssets(), modules());
        assertThatThrownBy(() -> templates.page("p")).hasMessageContaining("no.svg");
    }

    private static Modules modules() {
        return new Modules(realAssets(), JsonMapper.shared());
    }

    /** These, and the libraries. */
    private static Assets realAssets(Asset... own) {
        try {
            List<Asset> all = new ArrayList<>(new Files()
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
