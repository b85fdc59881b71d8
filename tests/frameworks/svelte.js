// The same chat box of Svelte.
import { mount } from "svelte";
import Chat from "./Chat.svelte";

mount(Chat, { target: document.querySelector("#app") });
