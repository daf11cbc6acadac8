import '../bar.js';
