package chat.parley.demo;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.Arc2D;
import java.awt.geom.Area;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;

/** The profile picture of a neighbour, drawn when it is needed: a face that can be told apart at 20 pixels. */
final class Portrait {

    private static final int SIZE = 512;

    private final Graphics2D canvas;
    private final Look look;

    private Portrait(Graphics2D canvas, Look look) {
        this.canvas = canvas;
        this.look = look;
    }

    static byte[] of(Neighbour neighbour) {
        BufferedImage image = new BufferedImage(SIZE, SIZE, BufferedImage.TYPE_INT_RGB);
        Graphics2D canvas = image.createGraphics();
        canvas.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        new Portrait(canvas, look(neighbour)).draw();
        canvas.dispose();
        try (ByteArrayOutputStream out = new ByteArrayOutputStream()) {
            ImageIO.write(image, "png", out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Look look(Neighbour neighbour) {
        return switch (neighbour) {
            case MIRA -> new Look(0x2f8f83, 0xf2c9a8, 0xd9a441, 0xf4efe2, Hair.LONG, false, false);
            case JONAS -> new Look(0x3b6ea5, 0xf0c3a0, 0x6b4a2f, 0x24405f, Hair.SHORT, true, true);
            case NOOR -> new Look(0xb5563c, 0xc98f63, 0x274b58, 0x274b58, Hair.SCARF, false, false);
            case TARIQ -> new Look(0xd8a23a, 0x9c6a43, 0x201915, 0x5a3d8a, Hair.CURLS, true, false);
            case HARU -> new Look(0x7a5aa6, 0xf1d0ad, 0x1c1a1d, 0xd9566b, Hair.BOB, false, true);
            case DARIA -> new Look(0x4c8f4a, 0xf6d5bd, 0xa5432a, 0xf2b632, Hair.BUN, false, false);
            case ANA -> new Look(0xcf5d7a, 0xc68a5e, 0x3a2318, 0x1f6f78, Hair.CURLS, false, false);
            case THEO -> new Look(0x66757f, 0xefc7a6, 0xc9c6c0, 0x8a3b2e, Hair.BALD, true, true);
        };
    }

    private void draw() {
        Color ground = color(look.ground());
        canvas.setPaint(new GradientPaint(0, 0, ground.brighter(), 0, SIZE, ground));
        canvas.fillRect(0, 0, SIZE, SIZE);
        behind();
        fill(look.clothes(), new RoundRectangle2D.Double(86, 400, 340, 220, 190, 190));
        fill(shade(look.skin()), new RoundRectangle2D.Double(214, 340, 84, 104, 60, 60));
        fill(look.skin(), new Ellipse2D.Double(156, 120, 200, 260));
        front();
        face();
    }

    /** Hair behind the head. */
    private void behind() {
        switch (look.hair()) {
            case LONG -> fill(look.hairColor(), new RoundRectangle2D.Double(124, 96, 264, 350, 240, 240));
            case BOB -> fill(look.hairColor(), new RoundRectangle2D.Double(128, 92, 256, 272, 180, 180));
            case SCARF -> fill(look.hairColor(), new RoundRectangle2D.Double(122, 84, 268, 400, 260, 260));
            case CURLS -> curls();
            case BUN -> fill(look.hairColor(), new Ellipse2D.Double(200, 38, 112, 112));
            case SHORT, BALD -> {}
        }
    }

    private void curls() {
        for (int i = 0; i < 11; i++) {
            double angle = Math.PI * (0.95 + i * 0.11);
            double x = 256 + Math.cos(angle) * 108;
            double y = 232 + Math.sin(angle) * 122;
            fill(look.hairColor(), new Ellipse2D.Double(x - 44, y - 44, 88, 88));
        }
    }

    /** Hair and cloth over the forehead. */
    private void front() {
        Area forehead = new Area(new Ellipse2D.Double(150, 112, 212, 268));
        switch (look.hair()) {
            case SCARF -> {
                Area cloth = new Area(new Ellipse2D.Double(140, 100, 232, 292));
                cloth.subtract(new Area(new Ellipse2D.Double(176, 152, 160, 224)));
                fill(look.hairColor(), cloth);
            }
            case BALD -> {}
            default -> {
                forehead.intersect(new Area(parting()));
                fill(look.hairColor(), forehead);
            }
        }
    }

    private Shape parting() {
        if (look.hair() == Hair.BOB) {
            return new Rectangle2D.Double(140, 100, 240, 98);
        }
        Path2D parting = new Path2D.Double();
        parting.moveTo(140, 90);
        parting.lineTo(372, 90);
        parting.lineTo(372, 236);
        parting.curveTo(340, 160, 280, 190, 228, 168);
        parting.curveTo(190, 176, 160, 200, 140, 250);
        parting.closePath();
        return parting;
    }

    private void face() {
        if (look.bearded()) {
            Area beard = new Area(new Ellipse2D.Double(156, 120, 200, 262));
            beard.intersect(new Area(new Rectangle2D.Double(150, 288, 212, 110)));
            beard.subtract(new Area(new Ellipse2D.Double(196, 230, 120, 96)));
            fill(look.hair() == Hair.BALD ? look.hairColor() : shade(look.hairColor()), beard);
        }
        int ink = 0x2b2222;
        fill(ink, new Ellipse2D.Double(206, 236, 20, 24));
        fill(ink, new Ellipse2D.Double(286, 236, 20, 24));
        stroke(ink, 8, new Arc2D.Double(218, 270, 76, 60, 205, 130, Arc2D.OPEN));
        if (look.glasses()) {
            stroke(ink, 7, new Ellipse2D.Double(182, 214, 66, 66));
            stroke(ink, 7, new Ellipse2D.Double(264, 214, 66, 66));
            stroke(ink, 7, new Arc2D.Double(244, 232, 24, 20, 20, 140, Arc2D.OPEN));
        }
    }

    private void fill(int color, Shape shape) {
        canvas.setColor(color(color));
        canvas.fill(shape);
    }

    private void stroke(int color, int width, Shape shape) {
        canvas.setColor(color(color));
        canvas.setStroke(new BasicStroke(width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        canvas.draw(shape);
    }

    private static Color color(int rgb) {
        return new Color(rgb);
    }

    private static int shade(int rgb) {
        return color(rgb).darker().getRGB() & 0xffffff;
    }

    private enum Hair {
        LONG,
        SHORT,
        BOB,
        BUN,
        CURLS,
        SCARF,
        BALD
    }

    private record Look(
            int ground, int skin, int hairColor, int clothes, Hair hair, boolean bearded, boolean glasses) {}
}
