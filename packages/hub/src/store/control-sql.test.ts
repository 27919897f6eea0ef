import { controlContract } from './contract/control.js';
import { openMemoryControlStore } from './contract/memory.js';

controlContract('SQLite', openMemoryControlStore);
