// A thread of Node's: counts the texts that it is given.
import { count } from "promptwatt";
import { parentPort, workerData } from "node:worker_threads";

parentPort.postMessage(await Promise.all(workerData.map((text) => count(text))));
