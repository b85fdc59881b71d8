import { count } from "promptwatt";
import { text } from "../../text.js";
import { Client } from "./client.jsx";

// Counted where the page is made, and again where it is read.
export default async function Page() {
  return <Client server={await count(text)} />;
}
