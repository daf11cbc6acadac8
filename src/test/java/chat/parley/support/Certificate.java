package chat.parley.support;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Base64;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * A self-signed certificate for localhost.
 *
 * @param chain the certificate
 * @param key its private key
 * @param certificateAndKey certificate and key in one file
 * @param trust a context with which a client trusts the certificate
 */
public record Certificate(Path chain, Path key, Path certificateAndKey, SSLContext trust) {

    private static final String NAME = "parley";
    private static final String PASSWORD = "only for tests";

    public static Certificate make() {
        try {
            Path folder = Files.createTempDirectory("parley-certificate");
            KeyStore store = generate(folder.resolve("store"));
            String chain = pem("CERTIFICATE", store.getCertificate(NAME).getEncoded());
            String key = pem(
                    "PRIVATE KEY", store.getKey(NAME, PASSWORD.toCharArray()).getEncoded());
            return new Certificate(
                    Files.writeString(folder.resolve("chain.pem"), chain),
                    Files.writeString(folder.resolve("key.pem"), key),
                    Files.writeString(folder.resolve("both.pem"), chain + key),
                    trustOf(store));
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyStore generate(Path file) throws IOException, GeneralSecurityException {
        Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
        Commands.run(
                Duration.ofSeconds(20),
                keytool.toString(),
                "-genkeypair",
                "-alias",
                NAME,
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-ext",
                "san=dns:localhost,ip:127.0.0.1",
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD,
                "-keystore",
                file.toString());
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream bytes = Files.newInputStream(file)) {
            store.load(bytes, PASSWORD.toCharArray());
        }
        return store;
    }

    private static SSLContext trustOf(KeyStore store) throws IOException, GeneralSecurityException {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry(NAME, store.getCertificate(NAME));
        TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        return context;
    }

    private static String pem(String what, byte[] bytes) {
        String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
        return "-----BEGIN " + what + "-----\n" + text + "\n-----END " + what + "-----\n";
    }
}
