import '../bar.js';
import '../parley-invite.js';
