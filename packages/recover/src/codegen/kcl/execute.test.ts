import { printRaw } from "../raw/raw.js";
import { describeRebuilt } from "../rebuilt.fixture.js";

describeRebuilt("a raw program", (model) => printRaw(model).text);
