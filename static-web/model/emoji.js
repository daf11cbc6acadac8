import { Emitter } from './emitter.js';

/** The most common emoji, each with its short name and its search words. They are known before the full set is loaded. */
const TABLE = `
😀 grinning happy smile|😃 smiley happy|😄 smile happy laugh|😁 grin teeth|😆 laughing haha|😅 sweat_smile relief phew|🤣 rofl rolling laugh
😂 joy tears laugh lol|🙂 slight_smile fine|🙃 upside_down irony|😉 wink|😊 blush shy pleased|😇 innocent angel|🥰 loved adore hearts
😍 heart_eyes love|🤩 star_struck wow|😘 kiss|😋 yum tasty|😛 tongue|😜 crazy wink_tongue|🤪 zany silly|🤑 money|🤗 hug|🤭 oops giggle
🤫 shush quiet secret|🤔 thinking hmm|🤐 zipped|🤨 raised_eyebrow doubt|😐 neutral meh|😑 expressionless|😶 speechless|😏 smirk
😒 unamused|🙄 eye_roll|😬 grimace awkward|😌 relieved|😔 pensive sad|😪 sleepy|😴 sleeping zzz tired|😷 mask ill|🤒 fever ill|🤕 hurt
🤢 sick nausea|🤧 sneeze cold|🥵 hot|🥶 cold freezing|🥴 woozy|🤯 mind_blown|🤠 cowboy|🥳 party celebrate birthday|😎 cool sunglasses
🤓 nerd|🧐 monocle inspect|😕 confused|😟 worried|🙁 frown|😮 open_mouth wow|😯 hushed|😲 astonished|😳 flushed|🥺 pleading please
😨 fearful|😰 anxious|😥 sad_relieved|😢 cry sad tear|😭 sob crying|😱 scream|😖 confounded|😞 disappointed|😓 sweat|😩 weary|😫 tired
🥱 yawn bored|😤 huff proud|😡 angry rage|😠 mad|🤬 swearing|😈 devil|💀 skull dead|💩 poop|🤡 clown|👻 ghost|👽 alien|🤖 robot bot
😺 cat_smile|🙈 see_no_evil|🙉 hear_no_evil|🙊 speak_no_evil
👋 wave hello bye|🖐️ hand|✋ raised_hand stop|👌 ok_hand perfect|🤌 pinched|🤏 pinch small|✌️ victory peace|🤞 fingers_crossed luck
🤟 love_you|🤘 rock metal|🤙 call_me|👈 point_left|👉 point_right|👆 point_up|👇 point_down|☝️ one_up|👍 +1 thumbsup yes good like
👎 -1 thumbsdown no bad|✊ fist|👊 punch bump|👏 clap applause bravo|🙌 raised_hands hooray|👐 open_hands|🤲 palms|🤝 handshake deal
🙏 pray thanks please|✍️ writing|💅 nails|🤳 selfie|💪 muscle strong|👀 eyes look|👁️ eye|🧠 brain|👂 ear|👃 nose|👄 mouth|👶 baby
🧑 person|👩 woman|👨 man|🧓 older|🙅 no_gesture|🙆 ok_gesture|💁 tipping|🙋 raising_hand me|🙇 bow sorry|🤦 facepalm|🤷 shrug dunno
🧑‍💻 technologist developer|🧑‍🍳 cook|🧑‍🌾 farmer gardener|🧑‍🚀 astronaut|🧑‍🎨 artist|🧑‍🏫 teacher|🧑‍⚕️ doctor|🚶 walking|🏃 running
💃 dancing|🕺 dancer|🧘 yoga calm|👪 family|🫂 embrace
🐶 dog|🐱 cat|🐭 mouse|🐹 hamster|🐰 rabbit|🦊 fox|🐻 bear|🐼 panda|🐨 koala|🐯 tiger|🦁 lion|🐮 cow|🐷 pig|🐸 frog|🐵 monkey|🐔 chicken
🐧 penguin|🐦 bird|🐤 chick|🦆 duck|🦉 owl|🐺 wolf|🐴 horse|🦄 unicorn|🐝 bee|🐛 bug caterpillar|🦋 butterfly|🐌 snail slow|🐞 ladybird
🐢 turtle slow|🐍 snake|🐙 octopus|🦀 crab|🐟 fish|🐬 dolphin|🐳 whale|🐘 elephant|🦔 hedgehog|🌵 cactus|🎄 christmas_tree|🌲 tree
🌳 oak tree|🌴 palm|🌱 seedling sprout|🌿 herb|🍀 clover luck|🍁 maple autumn|🍂 leaves autumn|🌸 blossom spring|🌹 rose|🌻 sunflower
🌷 tulip|🌙 moon night|☀️ sun sunny|⛅ cloudy|☁️ cloud|🌧️ rain|⛈️ storm|❄️ snow cold|☃️ snowman|⚡ zap lightning|🔥 fire hot lit
💧 drop water|🌊 wave_sea sea|🌈 rainbow|⭐ star|🌟 glowing_star|✨ sparkles shiny new|🌍 earth world
🍏 apple_green|🍎 apple|🍐 pear|🍊 orange|🍋 lemon|🍌 banana|🍉 melon|🍇 grapes|🍓 strawberry|🫐 blueberries|🍒 cherries|🍑 peach|🥭 mango
🍍 pineapple|🥥 coconut|🥝 kiwi|🍅 tomato|🍆 aubergine|🥑 avocado|🥦 broccoli|🥕 carrot|🌽 corn|🥔 potato|🍞 bread|🥐 croissant|🧀 cheese
🥚 egg|🍳 cooking breakfast|🥞 pancakes|🥓 bacon|🍔 burger|🍟 fries|🍕 pizza|🌭 hotdog|🥪 sandwich|🌮 taco|🥗 salad|🍝 pasta|🍜 noodles
🍣 sushi|🍚 rice|🍦 ice_cream|🍩 doughnut|🍪 cookie|🎂 birthday cake|🍰 cake|🍫 chocolate|🍬 sweet candy|🍯 honey|☕ coffee|🍵 tea
🥛 milk|🍺 beer|🍻 cheers|🥂 toast clink|🍷 wine|🍹 cocktail|🧃 juice|🥤 drink
⚽ football soccer|🏀 basketball|🏈 american_football|🎾 tennis|🏐 volleyball|🏓 ping_pong|⛳ golf|🎿 ski|🏂 snowboard|🏊 swimming|🚴 cycling
🏆 trophy win|🥇 gold first|🥈 silver second|🥉 bronze third|🏅 medal|🎯 target bullseye|🎮 game|🎲 dice|🧩 puzzle|♟️ chess|🎨 art paint
🎬 film movie|🎤 microphone sing|🎧 headphones music|🎵 music note|🎸 guitar|🎹 piano|🥁 drum|🎉 tada party celebrate|🎊 confetti
🎈 balloon|🎁 gift present|🕯️ candle|🎃 pumpkin halloween|🎆 fireworks|🪴 plant
🚗 car|🚕 taxi|🚌 bus|🚑 ambulance|🚒 fire_engine|🚜 tractor|🚲 bike|🛴 scooter|🚂 train|🚆 railway|✈️ plane flight|🚀 rocket launch ship_it
🚁 helicopter|⛵ sailing|🚢 ship|⚓ anchor|🚧 construction|🚦 traffic_light|🗺️ map|🏔️ mountain|⛰️ hill|🏕️ camping|🏖️ beach|🏠 house home
🏡 garden_house|🏢 office|🏥 hospital|🏫 school|🏰 castle|⛪ church|🕌 mosque|🌉 bridge|🌅 sunrise|🌇 sunset|🌃 night_city
⌚ watch time|📱 phone|💻 laptop computer|⌨️ keyboard|🖥️ screen|🖨️ printer|💾 floppy save|📷 camera|📺 tv|⏰ alarm|⏳ hourglass wait|🔋 battery
🔌 plug|💡 idea bulb|🔦 torch|🧯 extinguisher|💸 money_wings|💰 money_bag|💳 card|🔧 wrench fix|🔨 hammer|🛠️ tools|⚙️ gear settings|🧲 magnet
🔬 microscope|🔭 telescope|💊 pill|🩹 plaster|🚪 door|🛏️ bed|🛒 trolley shopping|🧹 broom clean|🔑 key|🔒 lock|🔓 unlock|✉️ letter mail
📧 email|📦 package parcel|📄 page document|📊 chart|📈 rising up trend|📉 falling down trend|📅 calendar date|📌 pin|📎 paperclip|✂️ scissors|🖊️ pen
📝 memo note|📚 books|📖 book|🔍 search|🔔 bell|🔕 muted|📣 megaphone announce|🎓 graduation
❤️ heart love|🧡 orange_heart|💛 yellow_heart|💚 green_heart|💙 blue_heart|💜 purple_heart|🖤 black_heart|🤍 white_heart|🤎 brown_heart
💔 broken_heart|💕 two_hearts|💯 hundred perfect|💥 boom|💫 dizzy|💬 speech|💭 thought|💤 zzz|✅ check done yes|☑️ ticked|✔️ tick
❌ cross no|❓ question|❗ exclamation|⚠️ warning|🚫 forbidden|⛔ no_entry|♻️ recycle|➕ plus|➖ minus|➡️ right|⬅️ left|⬆️ up|⬇️ down
🔄 refresh again|🔴 red|🟠 orange_circle|🟡 yellow|🟢 green|🔵 blue|🟣 purple|⚫ black|⚪ white|🏁 finish|🚩 flag|🏳️‍🌈 pride|🆗 ok|🆕 new
🔝 top|1️⃣ one|2️⃣ two|3️⃣ three|4️⃣ four|5️⃣ five`;

/** The common emoji, each as `{emoji, name, words}`. */
export const COMMON = TABLE.trim()
  .split(/[|\n]/)
  .map((row) => {
    const [emoji, ...words] = row.trim().split(' ');
    return { emoji, name: words[0], words };
  });

/** The skin tones, from light to dark. */
export const TONES = ['\u{1F3FB}', '\u{1F3FC}', '\u{1F3FD}', '\u{1F3FE}', '\u{1F3FF}'];

const TONE = /[\u{1F3FB}-\u{1F3FF}]/gu;
const BASE = /(\p{Emoji_Modifier_Base})\uFE0F?/gu;
/** In sequences of two people, a handshake joins them and takes no skin tone. */
const BOND = '\u200D\u{1F91D}\u200D';

/** Gives an emoji that has skin tones one of `TONES`; with '' it stays as it is. */
export const toned = (emoji, tone) => (tone ? emoji.split(BOND).map((part) => part.replace(TONE, '').replace(BASE, `$1${tone}`)).join(BOND) : emoji);

/** Returns the emoji without skin tone and presentation selector. */
const bare = (emoji) => emoji.replace(TONE, '').replaceAll('\uFE0F', '');

/**
 * The standard emoji: the common ones at first, all after `load`.
 *
 * Events: `change` when all are loaded.
 */
export class EmojiSet extends Emitter {
  #all = COMMON;
  #names = named(COMMON);
  #loading = null;

  /** Categories in order, each `{id, emoji: [{emoji, name, words, hasTones, version}]}`; none before the set is loaded. */
  categories = [];

  get isLoaded() {
    return this.categories.length > 0;
  }

  /**
   * Loads all emoji, once. If that fails, the next call tries again.
   *
   * @param read returns a promise of the data: for each category its emoji as lists of `[emoji, name, words, hasTones, version]`
   */
  load(read) {
    this.#loading ??= read().then(
      ({ about, ...data }) => this.#learn(data),
      (problem) => {
        this.#loading = null;
        throw problem;
      },
    );
    return this.#loading;
  }

  #learn(data) {
    this.categories = Object.entries(data).map(([id, rows]) => ({ id, emoji: rows.map(entry) }));
    this.#all = this.categories.flatMap(({ emoji }) => emoji);
    this.#names = named(this.#all);
    this.emit('change');
  }

  /**
   * The emoji for which each typed word begins one of their words, at most `most`: exact names first, then longer names,
   * then other words.
   */
  find(typed, most = 48) {
    const wanted = typed.toLowerCase().split(/[\s_]+/).filter(Boolean);
    const name = wanted.join('_');
    const rank = (one) => {
      if (one.name === name) {
        return 0;
      }
      return one.name.startsWith(name) ? 1 : wanted.every((part) => one.words.some((word) => word.startsWith(part))) ? 2 : 3;
    };
    return this.#all
      .map((one) => ({ one, rank: rank(one) }))
      .filter((ranked) => ranked.rank < 3)
      .sort((a, b) => a.rank - b.rank)
      .slice(0, most)
      .map(({ one }) => one);
  }

  /** The emoji with exactly this name or alias; null for none. */
  named(name) {
    return this.#names.get(ALIASES[name.toLowerCase()] ?? name.toLowerCase()) ?? null;
  }

  /** The name of an emoji, without its skin tone; null if it is unknown. */
  nameOf(emoji) {
    return this.#all.find((one) => bare(one.emoji) === bare(emoji))?.name ?? null;
  }
}

function entry([emoji, name, words, hasTones = 0, version = 0]) {
  return { emoji, name, words: [name, ...name.split(/[_-]/), ...words.split(' ')].filter(Boolean), hasTones: hasTones === 1, version };
}

/** Aliases that are common in other programs. */
const ALIASES = { thumbsup: '+1', thumbsdown: '-1' };

const named = (all) => new Map(all.map(({ emoji, name }) => [name, emoji]));

/** The emoji that this page knows. */
export const emojiSet = new EmojiSet();
