/** Whether two names mean one model: a name without a tag has the tag `latest`, as model servers have it. */
export const isSameModel = (one: string, other: string): boolean => tagged(one) === tagged(other)

const tagged = (name: string) => (name.includes(':') ? name : `${name}:latest`)
