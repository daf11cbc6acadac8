package chat.parley.mail;

import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.HtmlUtils;

/**
 * Writes letters as HTML. The styles are inline, because many mail programs drop style sheets; only the dark colours
 * are in a style sheet, for programs that support it. Loads nothing.
 */
final class LetterHtml {

    private static final String PAGE = """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width">
            <meta name="color-scheme" content="light dark">
            <meta name="supported-color-schemes" content="light dark">
            <title>%s</title>
            <style>
            :root { color-scheme: light dark; supported-color-schemes: light dark; }
            @media (prefers-color-scheme: dark) {
              .page { background: #16181d !important; }
              .card { background: #1f2229 !important; border-color: #343944 !important; }
              .ink { color: #e6e8ec !important; }
              .muted { color: #a2a9b6 !important; }
              .quote { border-color: #4a5160 !important; }
              .code { background: #2a2e37 !important; color: #ffffff !important; }
              .button { background: #7c9bff !important; color: #10131a !important; }
              .link { color: #9db4ff !important; }
            }
            </style>
            </head>
            <body class="page" style="margin:0;padding:0;background:#f3f4f7">
            <table role="presentation" class="page" width="100%%" cellpadding="0" cellspacing="0" style="background:#f3f4f7">
            <tr><td align="center" style="padding:32px 16px">
            <table role="presentation" class="card" width="100%%" cellpadding="0" cellspacing="0" style="max-width:560px;\
            background:#ffffff;border:1px solid #dde0e6;border-radius:12px;text-align:left">
            <tr><td class="ink" style="padding:28px 32px;font:16px/1.5 system-ui,-apple-system,'Segoe UI',Roboto,Arial,sans-serif;\
            color:#1c2029">
            <h1 class="ink" style="margin:0 0 16px;font-size:20px;line-height:1.3;color:#1c2029">%s</h1>
            %s</td></tr>
            </table>
            <p class="muted" style="max-width:560px;margin:16px auto 0;\
            font:13px/1.5 system-ui,-apple-system,'Segoe UI',Roboto,Arial,sans-serif;color:#5d6472">%s</p>
            </td></tr>
            </table>
            </body>
            </html>
            """;

    private LetterHtml() {}

    /** @param unsubscribe the URL that ends such mails; null if there is none */
    static String of(Letter letter, @Nullable String unsubscribe) {
        String content = letter.paragraphs().stream().map(LetterHtml::paragraph).collect(Collectors.joining())
                + code(letter)
                + letter.quotes().stream().map(LetterHtml::quote).collect(Collectors.joining())
                + action(letter);
        return PAGE.formatted(
                escaped(letter.subject()),
                escaped(letter.subject()),
                content,
                escaped(letter.footer()) + link(unsubscribe));
    }

    private static String paragraph(String text) {
        return "<p dir=\"auto\" style=\"margin:0 0 16px;overflow-wrap:anywhere\">" + escaped(text) + "</p>\n";
    }

    private static String code(Letter letter) {
        return letter.code() == null
                ? ""
                : "<p class=\"code\" style=\"margin:0 0 16px;padding:12px 16px;border-radius:8px;background:#eef0f4;"
                        + "color:#1c2029;font:600 28px/1.2 ui-monospace,Menlo,Consolas,monospace;letter-spacing:4px;"
                        + "text-align:center\">" + escaped(letter.code()) + "</p>\n";
    }

    private static String quote(Letter.Quote quote) {
        String text = escaped(quote.text()).replace("\n", "<br>\n");
        return "<div class=\"quote\" style=\"margin:0 0 20px;padding-left:12px;border-left:3px solid #c9ced8\">\n"
                + "<p style=\"margin:0\"><a class=\"link\" dir=\"auto\" style=\"color:#3552c8;font-weight:600\" href=\""
                + escaped(quote.url()) + "\">" + escaped(quote.heading()) + "</a></p>\n"
                + "<p dir=\"auto\" style=\"margin:4px 0 0;overflow-wrap:anywhere\">" + text + "</p>\n</div>\n";
    }

    private static String action(Letter letter) {
        Letter.Action action = letter.action();
        return action == null
                ? ""
                : "<p style=\"margin:24px 0 8px\"><a class=\"button\" style=\"display:inline-block;padding:11px 20px;"
                        + "border-radius:8px;background:#3552c8;color:#ffffff;font-weight:600;text-decoration:none\" href=\""
                        + escaped(action.url()) + "\">" + escaped(action.label()) + "</a></p>\n";
    }

    private static String link(@Nullable String unsubscribe) {
        return unsubscribe == null
                ? ""
                : " <a class=\"link\" style=\"color:#3552c8\" href=\"" + escaped(unsubscribe) + "\">Unsubscribe</a>";
    }

    private static String escaped(String text) {
        return HtmlUtils.htmlEscape(text, "UTF-8");
    }
}
