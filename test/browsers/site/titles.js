self.titleOf = (title) => `The ${title}`
