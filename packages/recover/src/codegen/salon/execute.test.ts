import { describeRebuilt } from "../rebuilt.fixture.js";
import { printSalon } from "./printSalon.js";

describeRebuilt("a salon program", async (model, tools) => (await printSalon(model, { tools })).text);
