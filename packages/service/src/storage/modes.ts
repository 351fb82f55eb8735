/** Files of customers and what is made of them are for the account that the service runs as. Folders that are there already keep what their owner gave them. */
export const privateFile = 0o600;
export const privateFolder = 0o700;
