CREATE TABLE broken (nonsense
