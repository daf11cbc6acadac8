import '../bar.js';
import '../parley-log-in.js';
