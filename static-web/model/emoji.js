/** The most common emoji, each with its short name and its search words. */
const TABLE = {
  Smileys: `
😀 grinning happy smile|😃 smiley happy|😄 smile happy laugh|😁 grin teeth|😆 laughing haha|😅 sweat_smile relief phew|🤣 rofl rolling laugh
😂 joy tears laugh lol|🙂 slight_smile fine|🙃 upside_down irony|😉 wink|😊 blush shy pleased|😇 innocent angel|🥰 loved adore hearts
😍 heart_eyes love|🤩 star_struck wow|😘 kiss|😋 yum tasty|😛 tongue|😜 crazy wink_tongue|🤪 zany silly|🤑 money|🤗 hug|🤭 oops giggle
🤫 shush quiet secret|🤔 thinking hmm|🤐 zipped|🤨 raised_eyebrow doubt|😐 neutral meh|😑 expressionless|😶 speechless|😏 smirk
😒 unamused|🙄 eye_roll|😬 grimace awkward|😌 relieved|😔 pensive sad|😪 sleepy|😴 sleeping zzz tired|😷 mask ill|🤒 fever ill|🤕 hurt
🤢 sick nausea|🤧 sneeze cold|🥵 hot|🥶 cold freezing|🥴 woozy|🤯 mind_blown|🤠 cowboy|🥳 party celebrate birthday|😎 cool sunglasses
🤓 nerd|🧐 monocle inspect|😕 confused|😟 worried|🙁 frown|😮 open_mouth wow|😯 hushed|😲 astonished|😳 flushed|🥺 pleading please
😨 fearful|😰 anxious|😥 sad_relieved|😢 cry sad tear|😭 sob crying|😱 scream|😖 confounded|😞 disappointed|😓 sweat|😩 weary|😫 tired
🥱 yawn bored|😤 huff proud|😡 angry rage|😠 mad|🤬 swearing|😈 devil|💀 skull dead|💩 poop|🤡 clown|👻 ghost|👽 alien|🤖 robot bot
😺 cat_smile|🙈 see_no_evil|🙉 hear_no_evil|🙊 speak_no_evil`,
  People: `
👋 wave hello bye|🖐️ hand|✋ raised_hand stop|👌 ok_hand perfect|🤌 pinched|🤏 pinch small|✌️ victory peace|🤞 fingers_crossed luck
🤟 love_you|🤘 rock metal|🤙 call_me|👈 point_left|👉 point_right|👆 point_up|👇 point_down|☝️ one_up|👍 +1 thumbsup yes good like
👎 -1 thumbsdown no bad|✊ fist|👊 punch bump|👏 clap applause bravo|🙌 raised_hands hooray|👐 open_hands|🤲 palms|🤝 handshake deal
🙏 pray thanks please|✍️ writing|💅 nails|🤳 selfie|💪 muscle strong|👀 eyes look|👁️ eye|🧠 brain|👂 ear|👃 nose|👄 mouth|👶 baby
🧑 person|👩 woman|👨 man|🧓 older|🙅 no_gesture|🙆 ok_gesture|💁 tipping|🙋 raising_hand me|🙇 bow sorry|🤦 facepalm|🤷 shrug dunno
🧑‍💻 technologist developer|🧑‍🍳 cook|🧑‍🌾 farmer gardener|🧑‍🚀 astronaut|🧑‍🎨 artist|🧑‍🏫 teacher|🧑‍⚕️ doctor|🚶 walking|🏃 running
💃 dancing|🕺 dancer|🧘 yoga calm|👪 family|🫂 embrace`,
  Nature: `
🐶 dog|🐱 cat|🐭 mouse|🐹 hamster|🐰 rabbit|🦊 fox|🐻 bear|🐼 panda|🐨 koala|🐯 tiger|🦁 lion|🐮 cow|🐷 pig|🐸 frog|🐵 monkey|🐔 chicken
🐧 penguin|🐦 bird|🐤 chick|🦆 duck|🦉 owl|🐺 wolf|🐴 horse|🦄 unicorn|🐝 bee|🐛 bug caterpillar|🦋 butterfly|🐌 snail slow|🐞 ladybird
🐢 turtle slow|🐍 snake|🐙 octopus|🦀 crab|🐟 fish|🐬 dolphin|🐳 whale|🐘 elephant|🦔 hedgehog|🌵 cactus|🎄 christmas_tree|🌲 tree
🌳 oak tree|🌴 palm|🌱 seedling sprout|🌿 herb|🍀 clover luck|🍁 maple autumn|🍂 leaves autumn|🌸 blossom spring|🌹 rose|🌻 sunflower
🌷 tulip|🌙 moon night|☀️ sun sunny|⛅ cloudy|☁️ cloud|🌧️ rain|⛈️ storm|❄️ snow cold|☃️ snowman|⚡ zap lightning|🔥 fire hot lit
💧 drop water|🌊 wave_sea sea|🌈 rainbow|⭐ star|🌟 glowing_star|✨ sparkles shiny new|🌍 earth world`,
  Food: `
🍏 apple_green|🍎 apple|🍐 pear|🍊 orange|🍋 lemon|🍌 banana|🍉 melon|🍇 grapes|🍓 strawberry|🫐 blueberries|🍒 cherries|🍑 peach|🥭 mango
🍍 pineapple|🥥 coconut|🥝 kiwi|🍅 tomato|🍆 aubergine|🥑 avocado|🥦 broccoli|🥕 carrot|🌽 corn|🥔 potato|🍞 bread|🥐 croissant|🧀 cheese
🥚 egg|🍳 cooking breakfast|🥞 pancakes|🥓 bacon|🍔 burger|🍟 fries|🍕 pizza|🌭 hotdog|🥪 sandwich|🌮 taco|🥗 salad|🍝 pasta|🍜 noodles
🍣 sushi|🍚 rice|🍦 ice_cream|🍩 doughnut|🍪 cookie|🎂 birthday cake|🍰 cake|🍫 chocolate|🍬 sweet candy|🍯 honey|☕ coffee|🍵 tea
🥛 milk|🍺 beer|🍻 cheers|🥂 toast clink|🍷 wine|🍹 cocktail|🧃 juice|🥤 drink`,
  Activities: `
⚽ football soccer|🏀 basketball|🏈 american_football|🎾 tennis|🏐 volleyball|🏓 ping_pong|⛳ golf|🎿 ski|🏂 snowboard|🏊 swimming|🚴 cycling
🏆 trophy win|🥇 gold first|🥈 silver second|🥉 bronze third|🏅 medal|🎯 target bullseye|🎮 game|🎲 dice|🧩 puzzle|♟️ chess|🎨 art paint
🎬 film movie|🎤 microphone sing|🎧 headphones music|🎵 music note|🎸 guitar|🎹 piano|🥁 drum|🎉 tada party celebrate|🎊 confetti
🎈 balloon|🎁 gift present|🕯️ candle|🎃 pumpkin halloween|🎆 fireworks|🪴 plant`,
  Places: `
🚗 car|🚕 taxi|🚌 bus|🚑 ambulance|🚒 fire_engine|🚜 tractor|🚲 bike|🛴 scooter|🚂 train|🚆 railway|✈️ plane flight|🚀 rocket launch ship_it
🚁 helicopter|⛵ sailing|🚢 ship|⚓ anchor|🚧 construction|🚦 traffic_light|🗺️ map|🏔️ mountain|⛰️ hill|🏕️ camping|🏖️ beach|🏠 house home
🏡 garden_house|🏢 office|🏥 hospital|🏫 school|🏰 castle|⛪ church|🕌 mosque|🌉 bridge|🌅 sunrise|🌇 sunset|🌃 night_city`,
  Objects: `
⌚ watch time|📱 phone|💻 laptop computer|⌨️ keyboard|🖥️ screen|🖨️ printer|💾 floppy save|📷 camera|📺 tv|⏰ alarm|⏳ hourglass wait|🔋 battery
🔌 plug|💡 idea bulb|🔦 torch|🧯 extinguisher|💸 money_wings|💰 money_bag|💳 card|🔧 wrench fix|🔨 hammer|🛠️ tools|⚙️ gear settings|🧲 magnet
🔬 microscope|🔭 telescope|💊 pill|🩹 plaster|🚪 door|🛏️ bed|🛒 trolley shopping|🧹 broom clean|🔑 key|🔒 lock|🔓 unlock|✉️ letter mail
📧 email|📦 package parcel|📄 page document|📊 chart|📈 rising up trend|📉 falling down trend|📅 calendar date|📌 pin|📎 paperclip|✂️ scissors|🖊️ pen
📝 memo note|📚 books|📖 book|🔍 search|🔔 bell|🔕 muted|📣 megaphone announce|🎓 graduation`,
  Symbols: `
❤️ heart love|🧡 orange_heart|💛 yellow_heart|💚 green_heart|💙 blue_heart|💜 purple_heart|🖤 black_heart|🤍 white_heart|🤎 brown_heart
💔 broken_heart|💕 two_hearts|💯 hundred perfect|💥 boom|💫 dizzy|💬 speech|💭 thought|💤 zzz|✅ check done yes|☑️ ticked|✔️ tick
❌ cross no|❓ question|❗ exclamation|⚠️ warning|🚫 forbidden|⛔ no_entry|♻️ recycle|➕ plus|➖ minus|➡️ right|⬅️ left|⬆️ up|⬇️ down
🔄 refresh again|🔴 red|🟠 orange_circle|🟡 yellow|🟢 green|🔵 blue|🟣 purple|⚫ black|⚪ white|🏁 finish|🚩 flag|🏳️‍🌈 pride|🆗 ok|🆕 new
🔝 top|1️⃣ one|2️⃣ two|3️⃣ three|4️⃣ four|5️⃣ five`,
};

/** Categories in order, each `{name, emoji: [{emoji, name, words}]}`. */
export const CATEGORIES = Object.entries(TABLE).map(([name, rows]) => ({
  name,
  emoji: rows
    .trim()
    .split(/[|\n]/)
    .map((row) => {
      const [emoji, ...words] = row.trim().split(' ');
      return { emoji, name: words[0], words };
    }),
}));

const ALL = CATEGORIES.flatMap(({ emoji }) => emoji);

/**
 * The emoji with a word that begins with the typed text, at most `most`: exact names first, then longer names, then
 * other words.
 */
export function findEmoji(typed, most = 48) {
  const wanted = typed.toLowerCase();
  const rank = ({ name, words }) => {
    if (name === wanted) {
      return 0;
    }
    return name.startsWith(wanted) ? 1 : words.some((word) => word.startsWith(wanted)) ? 2 : 3;
  };
  return ALL.map((one) => ({ one, rank: rank(one) }))
    .filter((ranked) => ranked.rank < 3)
    .sort((a, b) => a.rank - b.rank)
    .slice(0, most)
    .map(({ one }) => one);
}

/** Aliases that are common in other programs. */
const ALIASES = { thumbsup: '+1', thumbsdown: '-1' };

/** The emoji with exactly this name or alias; null for none. */
export function emojiNamed(name) {
  const wanted = ALIASES[name.toLowerCase()] ?? name.toLowerCase();
  return ALL.find((one) => one.name === wanted)?.emoji ?? null;
}
