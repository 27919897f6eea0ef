import { controlContract } from './contract/control.js';
import { definitionContract } from './contract/definitions.js';
import { openMemoryControlStore } from './contract/memory.js';

controlContract('SQLite', openMemoryControlStore);
definitionContract('SQLite', openMemoryControlStore);
